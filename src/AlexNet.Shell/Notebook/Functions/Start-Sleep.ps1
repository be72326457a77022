<#
.SYNOPSIS
Waits; an interrupt ends it at once.
#>
[CmdletBinding(DefaultParameterSetName = 'Seconds')]
param(
    [Parameter(Position = 0, Mandatory, ParameterSetName = 'Seconds', ValueFromPipeline)] [ValidateRange(0, 2147483)] [double] $Seconds,
    [Parameter(Mandatory, ParameterSetName = 'Milliseconds')] [ValidateRange(0, [int]::MaxValue)] [Alias('ms')] [int] $Milliseconds,
    [Parameter(Mandatory, ParameterSetName = 'Duration')] [Alias('ts')] [timespan] $Duration)
process {
    $whole = switch ($PSCmdlet.ParameterSetName) { 'Seconds' { $Seconds * 1000 } 'Milliseconds' { $Milliseconds } default { $Duration.TotalMilliseconds } }
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    # An interrupt is heard between two short waits.
    while (($left = $whole - $watch.Elapsed.TotalMilliseconds) -gt 0) { [System.Threading.Thread]::Sleep([int] [Math]::Ceiling([Math]::Min($left, 20))) }
}
