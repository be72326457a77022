<#
.SYNOPSIS
The files and folders of a folder. This shell's own short form of Get-ChildItem, through the same provider: paths with wildcards, -Recurse,
-Filter, -Include, -Exclude, -File, -Directory, -Force, -Name.
#>
[CmdletBinding(DefaultParameterSetName = 'Path')]
param(
    [Parameter(Position = 0, ParameterSetName = 'Path', ValueFromPipeline, ValueFromPipelineByPropertyName)] [string[]] $Path = '.',
    [Parameter(Mandatory, ParameterSetName = 'LiteralPath', ValueFromPipelineByPropertyName)] [Alias('PSPath', 'LP')] [string[]] $LiteralPath,
    [Parameter(Position = 1)] [string] $Filter = '*',
    [string[]] $Include,
    [string[]] $Exclude,
    [Alias('s')] [switch] $Recurse,
    [switch] $File,
    [switch] $Directory,
    [switch] $Force,
    [switch] $Name)
process {
    $literal = $PSCmdlet.ParameterSetName -eq 'LiteralPath'
    foreach ($one in $(if ($literal) { $LiteralPath } else { $Path })) {
        try {
            $items = $ExecutionContext.InvokeProvider.ChildItem.Get([string[]] $one, $Recurse, $Force, $literal)
        }
        catch [System.Management.Automation.MethodInvocationException] {
            $cause = $_.Exception.InnerException
            $PSCmdlet.WriteError($(if ($cause.ErrorRecord) { $cause.ErrorRecord } else { $_ }))
            continue
        }
        foreach ($item in $items) {
            $leaf = $item.PSChildName
            if ($leaf -notlike $Filter) { continue }
            if (($File -and $item.PSIsContainer) -or ($Directory -and -not $item.PSIsContainer)) { continue }
            if ($Include -and -not $Include.Where({ $leaf -like $_ }, 'First')) { continue }
            if ($Exclude -and $Exclude.Where({ $leaf -like $_ }, 'First')) { continue }
            if ($Name) { $leaf } else { $item }
        }
    }
}
