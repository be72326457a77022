<#
.SYNOPSIS
The current folder. This shell's own short form of Get-Location.
#>
[CmdletBinding()]
param()
$ExecutionContext.SessionState.Path.CurrentLocation
