#!/usr/bin/env pwsh
<#
.SYNOPSIS
Sorts a folder of photos by how sure the network is, and by label.
.DESCRIPTION
Each photo of the folder goes to sure/LABEL, unsure/LABEL or unknown below the destination. A photo that is there already gets a number. What cannot be read stays where it is. A row for each
photo goes to the pipeline and, at the end, into a CSV file.

The exit code tells a scheduler how it went: 0 all is well, 1 some photos could not be read or moved, 2 nothing could be done.
.EXAMPLE
./Invoke-PhotoTriage.ps1 ./inbox ./photos -WhatIf
Shows what would be moved, and moves and writes nothing.
.EXAMPLE
pwsh -NoProfile -File ./Invoke-PhotoTriage.ps1 ./inbox ./photos -Report ./triage.csv -Sure 0.8
As a scheduler runs it.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The folder with the photos. Its subfolders are left alone.
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    # Where the folders sure, unsure and unknown are made.
    [Parameter(Mandatory, Position = 1)] [string] $Destination,
    # The CSV file.
    [string] $Report = (Join-Path $Destination 'triage.csv'),
    # Who answers: whatever Invoke-AlexNetClassify -Model takes. The default model when left out.
    [object] $Model,
    # From this probability on a label counts as sure.
    [ValidateRange(0.0, 1.0)] [double] $Sure = 0.5,
    # Below this one, the photo counts as unknown.
    [ValidateRange(0.0, 1.0)] [double] $Unknown = 0.2
)
$ErrorActionPreference = 'Stop'

function Get-TargetFolder($Answer) {
    if ($Answer.Probability -lt $Unknown) { return Join-Path $Destination 'unknown' }
    # A label is whatever the model's maker wrote: no part of a path.
    $name = $Answer.Label.Split([char[]]([System.IO.Path]::GetInvalidFileNameChars() + '/\'.ToCharArray())) -join '_'
    [System.IO.Path]::Combine($Destination, $(if ($Answer.Probability -ge $Sure) { 'sure' } else { 'unsure' }), $name.TrimStart('.'))
}

function Get-FreePath([string] $Folder, [string] $Name) {
    $target = Join-Path $Folder $Name
    for ($number = 2; Test-Path -LiteralPath $target; $number++) {
        $target = Join-Path $Folder ('{0} ({1}){2}' -f [System.IO.Path]::GetFileNameWithoutExtension($Name), $number, [System.IO.Path]::GetExtension($Name))
    }
    $target
}

function Move-Photo($Answer) {
    $row = [ordered]@{ Photo = "$($Answer.Path)"; Label = $Answer.Label; Probability = $Answer.Probability; Target = ''; Problem = '' }
    try {
        $folder = Get-TargetFolder $Answer
        $null = New-Item $folder -ItemType Directory -Force
        $row.Target = Get-FreePath $folder (Split-Path $row.Photo -Leaf)
        Move-Item -LiteralPath $row.Photo -Destination $row.Target
    }
    catch { $row.Problem = "$_" }
    [pscustomobject] $row
}

try {
    if ($Unknown -gt $Sure) { throw "-Unknown $Unknown is more than -Sure $Sure." }
    if (-not (Test-Path -LiteralPath $Path -PathType Container)) { throw "There is no folder '$Path'." }
    $choice = if ($Model) { @{ Model = $Model } } else { @{} }
    # Errors come in the same stream, in the place of their photo.
    $rows = @(Invoke-AlexNetClassify -LiteralPath $Path @choice -ErrorAction Continue 2>&1 | ForEach-Object {
            if ($_ -isnot [System.Management.Automation.ErrorRecord]) { Move-Photo $_ }
            else { [pscustomobject] @{ Photo = "$($_.TargetObject)"; Label = ''; Probability = $null; Target = ''; Problem = "$_" } }
        })
    $rows
    if ($PSCmdlet.ShouldProcess($Report, 'Write the report')) {
        $null = New-Item (Split-Path $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Report)) -ItemType Directory -Force
        $rows | Select-Object Photo, Label, Probability, Target, Problem | Export-Csv -LiteralPath $Report
    }
}
catch {
    [Console]::Error.WriteLine("$_ $($_.ErrorDetails.RecommendedAction)")
    exit 2
}
exit [int](@($rows | Where-Object Problem).Count -gt 0)
