# Stands in for the real module: typed objects with a view, errors with advice, a confirmation, progress.
function Get-Flower {
    foreach ($name in 'rose', 'sunflower', 'a-flower-with-a-name-long-enough-to-need-the-width-of-a-redirected-output') {
        [pscustomobject] @{ PSTypeName = 'Fixture.Flower'; Label = $name; Probability = 0.25; Hidden = 'not in the view' }
    }
}

function Invoke-Trouble {
    [CmdletBinding()]
    param([Parameter(Position = 0)] [string] $Path = 'photo.txt', [switch] $Terminating)
    $record = [System.Management.Automation.ErrorRecord]::new([System.IO.InvalidDataException]::new('no image'), 'NoImage', 'InvalidData', $Path)
    $record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new("'$Path' is no image.")
    $record.ErrorDetails.RecommendedAction = 'Give a JPEG, PNG, WebP, BMP or GIF file.'
    if ($Terminating) { $PSCmdlet.ThrowTerminatingError($record) }
    $PSCmdlet.WriteError($record)
    $PSCmdlet.WriteWarning('watch out')
    $PSCmdlet.WriteVerbose('in detail')
    'the rest goes on'
}

function Remove-Flower {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param([string] $Name)
    if ($PSCmdlet.ShouldProcess($Name)) { "removed $Name" }
}

function Show-Progress {
    [CmdletBinding()]
    param()
    $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'Classifying', '5 of 10'))
    'done'
}
