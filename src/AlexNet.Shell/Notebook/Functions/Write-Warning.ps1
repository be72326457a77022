<#
.SYNOPSIS
Writes a warning.
#>
[CmdletBinding()]
param([Parameter(Position = 0, Mandatory, ValueFromPipeline)] [AllowEmptyString()] [Alias('Msg')] [string] $Message)
process { $PSCmdlet.WriteWarning($Message) }
