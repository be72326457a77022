<#
.SYNOPSIS
Writes an error that ends nothing.
#>
[CmdletBinding(DefaultParameterSetName = 'Message')]
param(
    [Parameter(Position = 0, Mandatory, ParameterSetName = 'Message', ValueFromPipeline)] [Alias('Msg')] [string] $Message,
    [Parameter(Mandatory, ParameterSetName = 'Exception')] [Exception] $Exception,
    [Parameter(Mandatory, ParameterSetName = 'ErrorRecord')] [System.Management.Automation.ErrorRecord] $ErrorRecord,
    [System.Management.Automation.ErrorCategory] $Category = 'NotSpecified',
    [string] $ErrorId = 'Microsoft.PowerShell.Commands.WriteErrorException',
    [object] $TargetObject,
    [string] $RecommendedAction)
process {
    if (-not $ErrorRecord) {
        if (-not $Exception) { $Exception = [Exception]::new($Message) }
        $record = [System.Management.Automation.ErrorRecord]::new($Exception, $ErrorId, $Category, $TargetObject)
        $record.ErrorDetails = [System.Management.Automation.ErrorDetails]::new($Exception.Message)
        $record.ErrorDetails.RecommendedAction = $RecommendedAction
    }
    else { $record = $ErrorRecord }
    $PSCmdlet.WriteError($record)
}
