#!/usr/bin/env pwsh
# Runs the Pester suites against the packed module. The last line has the counts, for build.sh; the exit code is the number of failures.
# Pester 5 and 6 serve alike: the one that the module path finds, or that of the manifest given. -Exclude leaves out a file of tests/Pester.
param([string] $Pester = 'Pester', [string] $Exclude)
$ErrorActionPreference = 'Stop'
$imported = Import-Module $Pester -MinimumVersion 5.0 -PassThru
. "$PSScriptRoot/Packed.ps1"
$configuration = New-PesterConfiguration -Hashtable @{ Run = @{ Path = $PSScriptRoot, (Join-Path (Split-Path $PSScriptRoot) 'Automation'); PassThru = $true }; Output = @{ Verbosity = 'Normal' } }
if ($Exclude) { $configuration.Run.ExcludePath = Join-Path $PSScriptRoot $Exclude }
"Pester $($imported.Version)"
$result = Invoke-Pester -Configuration $configuration
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
"Pester: $($result.PassedCount) passed, $failed failed, $($result.SkippedCount) skipped"
exit [Math]::Min($failed, 255)
