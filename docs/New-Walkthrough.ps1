#!/usr/bin/env pwsh
# Writes docs/walkthrough.md: what somebody sees who installs the packed module and tries it for the first time. Each step is run in a fresh pwsh in a folder with photos, and what it
# puts out is what is written. An error ends it, and so does a step that keeps its user waiting without a sign.
#   pwsh -NoProfile -File docs/New-Walkthrough.ps1
param(
    [string] $Path = (Join-Path $PSScriptRoot 'walkthrough.md'),
    # The packed module; packed anew when left out.
    [string] $Module
)
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$work = Join-Path ([System.IO.Path]::GetTempPath()) "alexnet-walk-$PID"

$steps = @(
    @{ Text = 'Installing is copying a folder into one of the module path. ([packaging.md](packaging.md) has other ways.)'; Code = 'Copy-Item ./download/AlexNet ./modules -Recurse', 'Get-Module AlexNet -ListAvailable | Select-Object Name, Version, PowerShellVersion' }
    @{ Text = 'What is on these photos? The model that ships answers; it knows 101 kinds of things.'; Code = , 'Invoke-AlexNetClassify ./photos' }
    @{ Text = 'The answers are objects.'; Code = "`$answer = Invoke-AlexNetClassify ./photos/panda.jpg", '$answer | Format-List', '$answer.Predictions[1].Label' }
    @{ Text = 'Help has examples that run as they stand, and topics.'; Code = '(Get-Help Invoke-AlexNetClassify).Synopsis', 'Get-Help Invoke-AlexNetClassify -Examples | Out-String -Stream | Select-Object -First 12', 'Get-Help about_AlexNet* | Select-Object Name, Synopsis' }
    @{ Text = 'Tab completes models, labels, layers and more, and says what they are. (TabExpansion2 is what Tab calls.)'; Code = "(TabExpansion2 'Invoke-AlexNetClassify ./photos -Model ca').CompletionMatches | Select-Object CompletionText, ToolTip", "(TabExpansion2 'Get-AlexNetLabel -Model caltech101 -Name pa').CompletionMatches | Select-Object CompletionText, ToolTip" }
    @{ Text = 'The network, layer by layer, and what its first layer looks for.'; Code = 'Get-AlexNetLayer conv*, fc* -Model caltech101', 'Show-AlexNetFilter -OutPath ./filters.png -PassThru | Select-Object Name, Length' }
    @{ Text = 'Classes of your own: a folder for each, a few photos in it. A new last layer is fitted to what the network sees of them.'; Code = 'Get-ChildItem ./mine -Recurse -File | Group-Object { $_.Directory.Name } -NoElement', 'New-AlexNetClassifier ./mine ./mine.safetensors -ReportPath ./mine.html' }
    @{ Text = 'And how it does on photos that it has not seen. Of so few, the interval says how little that says.'; Code = 'Test-AlexNetModel ./unseen -Model ./mine.safetensors | Format-List Photos, Accuracy, Top1Error, Top1Interval', 'Invoke-AlexNetClassify ./unseen -Recurse -Model ./mine.safetensors' }
    @{ Text = 'Which photos look alike to the network?'; Needs = 'Find-AlexNetSimilarImage'; Code = , 'Find-AlexNetSimilarImage ./photos/wrench.webp ./photos -Top 3' }
    @{ Text = 'A page to show to others, and photos of a thing in a folder of their own.'; Code = "Invoke-AlexNetClassify ./photos | Export-AlexNetReport ./photos.html -Title 'What is on them'", 'Invoke-AlexNetClassify ./photos | Where-Object Label -eq panda | Move-Item -Destination (New-Item ./panda -ItemType Directory)', 'Get-ChildItem ./panda -Name' }
    @{ Text = 'What is no photo is an error that says so; the rest goes on.'; Code = "Set-Content ./photos/notes.jpg 'not a photo'", 'Invoke-AlexNetClassify ./photos/notes.jpg, ./photos/dolphin.jpg -ErrorVariable failed -ErrorAction SilentlyContinue', '"$($failed[0])"', '$failed[0].ErrorDetails.RecommendedAction' }
)

# Runs in the fresh process: every line of every step in one runspace; gives the lines of each with what came of it.
$walk = {
    param($stepsAsJson, $work)
    Set-Location $work
    $runspace = [runspacefactory]::CreateRunspace()
    $runspace.Open()
    $null = [powershell]::Create($runspace).AddScript("`$PSStyle.OutputRendering = 'PlainText'; Set-Location '$work'").Invoke()
    foreach ($step in $stepsAsJson | ConvertFrom-Json) {
        if ($step.Needs -and -not (Get-Command $step.Needs -ErrorAction Ignore)) { continue }
        "`n$($step.Text)`n`n``````text"
        foreach ($line in $step.Code) {
            $shell = [powershell]::Create($runspace).AddScript($line).AddCommand('Out-String').AddParameter('Width', 100)
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $output = "$($shell.Invoke())".TrimEnd() -replace '(?m)[ \t]+$' -replace '^(\s*\n)+'
            if ($shell.HadErrors -and $line -notmatch 'SilentlyContinue') { throw "$line`n$($shell.Streams.Error[0])" }
            if ($watch.Elapsed.TotalSeconds -gt 10 -and $shell.Streams.Progress.Count -eq 0) { throw "$line kept its user waiting for $($watch.Elapsed.TotalSeconds) s without a sign" }
            "PS> $line"
            if ($output) { "$output`n" }
        }
        '```'
    }
}

function Copy-Photo([string] $Folder, [string[]] $Names) {
    $null = New-Item (Join-Path $work $Folder) -ItemType Directory -Force
    foreach ($name in $Names) { Copy-Item ([System.IO.Path]::Combine($root, 'samples', $name)) (Join-Path $work $Folder) }
}

$null = New-Item (Join-Path $work 'modules') -ItemType Directory -Force
$before = $env:PSModulePath, $env:ALEXNET_CACHE, $env:ALEXNET_CONFIG
try {
    $download = Join-Path $work 'download/AlexNet'
    if ($Module) { $null = New-Item (Split-Path $download) -ItemType Directory; Copy-Item $Module $download -Recurse }
    else {
        $log = dotnet msbuild (Join-Path $root 'src/AlexNet.PowerShell') -t:PackModule -p:Configuration=Release "-p:PackFolder=$download" -v:quiet -nologo
        if ($LASTEXITCODE) { throw "packing failed: $log" }
    }
    $animals = 'caltech101/butterfly.jpg', 'caltech101/crocodile.jpg', 'caltech101/panda.jpg', 'caltech101/rhinoceros.jpg', 'red-panda.jpg', 'cocker-spaniels.jpg', 'crab.jpg'
    $things = 'caltech101/chair.webp', 'caltech101/minaret.webp', 'caltech101/wrench.webp', 'espresso.jpg', 'pagoda.jpg', 'wall-clock.jpg', 'paintbrushes.jpg'
    Copy-Photo 'photos' (Get-ChildItem (Join-Path $root 'samples/caltech101') -Name | ForEach-Object { "caltech101/$_" })
    Copy-Photo 'mine/animals' $animals
    Copy-Photo 'mine/things' $things
    Copy-Photo 'unseen/animals' 'caltech101/dolphin.jpg', 'cat.png'
    Copy-Photo 'unseen/things' 'caltech101/pyramid.jpg', 'caltech101/wrench-on-cloth.webp'

    # A machine on which nothing was installed, measured or chosen before.
    $env:PSModulePath = Join-Path $work 'modules'
    $env:ALEXNET_CACHE = Join-Path $work 'cache'
    $env:ALEXNET_CONFIG = Join-Path $work 'config'
    $lines = pwsh -NoProfile -Command $walk -args (ConvertTo-Json $steps -Depth 3), $work
    if ($LASTEXITCODE) { throw 'the walk failed' }
}
finally {
    $env:PSModulePath, $env:ALEXNET_CACHE, $env:ALEXNET_CONFIG = $before
    Remove-Item $work -Recurse -Force
}

$head = @'
# The first time

What a fresh pwsh shows, from an empty module path on. `docs/New-Walkthrough.ps1` runs every line and writes this page; the photos are those of `samples`.
'@
$body = ($lines -join "`n") -replace "`r" -replace '\n{3,}', "`n`n" -replace '\n\n```(?=\n|$)', "`n``````"
[System.IO.File]::WriteAllText($Path, "$head`n$body`n".Replace($work, '~'))
