<#
.SYNOPSIS
Waits for Enter.
#>
$Host.UI.Write('Press Enter to continue...')
$null = $Host.UI.ReadLine()
