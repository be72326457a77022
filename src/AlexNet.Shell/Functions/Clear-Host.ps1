<#
.SYNOPSIS
Clears the screen.
#>
[CmdletBinding()]
param()
[Console]::Write($(if ([Console]::IsOutputRedirected) { '' } else { "`e[H`e[2J`e[3J" }))
