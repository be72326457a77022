<#
.SYNOPSIS
Writes to the information stream.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0, Mandatory, ValueFromPipeline)] [Alias('Msg', 'Message')] [object] $MessageData,
    [Parameter(Position = 1)] [string[]] $Tags = @())
process { $PSCmdlet.WriteInformation($MessageData, $Tags) }
