<#
.SYNOPSIS
Writes a verbose message.
#>
[CmdletBinding()]
param([Parameter(Position = 0, Mandatory, ValueFromPipeline)] [AllowEmptyString()] [Alias('Msg')] [string] $Message)
process { $PSCmdlet.WriteVerbose($Message) }
