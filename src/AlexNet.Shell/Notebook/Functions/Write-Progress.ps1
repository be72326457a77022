<#
.SYNOPSIS
Shows how far work has come, in a display of the cell that changes and goes when it is done.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)] [string] $Activity = 'Processing',
    [Parameter(Position = 1)] [ValidateNotNullOrEmpty()] [string] $Status = 'Processing',
    [Parameter(Position = 2)] [ValidateRange(0, [int]::MaxValue)] [int] $Id = 0,
    [ValidateRange(-1, 100)] [int] $PercentComplete = -1,
    [int] $SecondsRemaining = -1,
    [string] $CurrentOperation,
    [ValidateRange(-1, [int]::MaxValue)] [int] $ParentId = -1,
    [switch] $Completed,
    [int] $SourceId)
$record = [System.Management.Automation.ProgressRecord]::new($Id, $Activity, $Status)
$record.ParentActivityId = $ParentId
$record.PercentComplete = $PercentComplete
$record.SecondsRemaining = $SecondsRemaining
$record.CurrentOperation = $CurrentOperation
if ($Completed) { $record.RecordType = 'Completed' }
$PSCmdlet.WriteProgress($record)
