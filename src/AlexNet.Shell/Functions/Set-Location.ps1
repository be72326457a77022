<#
.SYNOPSIS
Goes to a folder. This shell's own short form of Set-Location: home without a path, the previous folder for '-'.
#>
[CmdletBinding(DefaultParameterSetName = 'Path')]
param(
    [Parameter(Position = 0, ParameterSetName = 'Path', ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Path = '~',
    [Parameter(Mandatory, ParameterSetName = 'LiteralPath', ValueFromPipelineByPropertyName)] [Alias('PSPath', 'LP')] [string] $LiteralPath,
    [switch] $PassThru)
process {
    try {
        $target = if ($LiteralPath) { [WildcardPattern]::Escape($LiteralPath) } else { $Path }
        $location = $ExecutionContext.SessionState.Path.SetLocation($target)
        if ($PassThru) { $location }
    }
    catch [System.Management.Automation.MethodInvocationException] {
        $cause = $_.Exception.InnerException
        $PSCmdlet.WriteError($(if ($cause.ErrorRecord) { $cause.ErrorRecord } else { $_ }))
    }
}
