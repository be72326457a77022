<#
.SYNOPSIS
Takes away what the cell has shown so far.
#>
[CmdletBinding()]
param()
$Host.PrivateData.Clear()
