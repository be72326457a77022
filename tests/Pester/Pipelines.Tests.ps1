# The examples of docs/pipelines.md, run as they stand, each section in a folder of its own. One that begins with the name of a script is that script.
BeforeDiscovery {
    $text = Get-Content ([System.IO.Path]::Combine((Split-Path (Split-Path $PSScriptRoot)), 'docs', 'pipelines.md')) -Raw
    $sections = foreach ($section in $text -split '(?m)^## ' | Select-Object -Skip 1) {
        $examples = [regex]::Matches($section, '(?ms)^```powershell\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value }
        @{ Title = ($section -split "`n")[0]; Examples = @($examples) }
    }
}
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    # What each section must have done, beside running without an error.
    $checks = @{
        'Sort a folder by label'  = {
            $Results[0] | Should -BeNullOrEmpty
            $Results[1] | Should -Contain 'rhino'
            'sorted/rhino/rhinoceros.jpg' | Should -Exist
            'photos/rhinoceros.jpg' | Should -Not -Exist
            'photos/chair.webp' | Should -Exist -Because 'nobody is sure of it'
        }
        'Find photos of a thing'  = {
            $Results[0] | Split-Path -Leaf | Should -Be 'panda.jpg'
            'crocodiles/crocodile.jpg' | Should -Exist
        }
        'Reports'                 = {
            @(Import-Csv report.csv).Count | Should -Be 10
            @(Import-Csv predictions.csv).Count | Should -Be 50
            (Import-Csv predictions.csv)[0].Photo | Should -Be 'butterfly.jpg'
            $json = Get-Content report.json -Raw | ConvertFrom-Json
            $json[0].Path | Split-Path -Leaf | Should -Be 'butterfly.jpg'
            $json[0].Predictions[0].Label | Should -Be 'butterfly'
            $Results[3].Count | Should -Be 3
            $Results[3] | Out-String | Should -Match '\u2588'
            'report.html' | Should -FileContentMatch 'What is on them'
        }
        'Rename by label'         = { 'photos/panda panda.jpg' | Should -Exist; @(Get-ChildItem photos).Count | Should -Be 10 }
        'Watch a folder'          = { $Results[0].Count | Should -Be 10; $Results[0] -match '^panda\.jpg: panda \(\d+\s?%\)' | Should -HaveCount 1 }
        'In parallel'             = {
            ($Results[0] | Where-Object Photo -EQ panda.jpg).Label | Should -Be 'panda'
            $Results[0].Sha256 | Sort-Object -Unique | Should -HaveCount 10
            $Results[1] | Should -HaveCount 10
            ($Results[2] | Measure-Object Count -Sum).Sum | Should -Be 12
        }
        'A scheduled script'      = {
            $Results[1] | Should -Be 'ended with 0'
            @(Import-Csv nightly.csv).Count | Should -Be 10
            Set-Content photos/broken.jpg 'no photo'
            $errors = pwsh -NoProfile -File ./nightly.ps1 2>&1
            $LASTEXITCODE | Should -Be 1
            "$errors" | Should -Match 'broken\.jpg'
            $errors = pwsh -NoProfile -File ./nightly.ps1 ./none 2>&1
            $LASTEXITCODE | Should -Be 2
            "$errors" | Should -Match 'none'
        }
    }
}

Describe '<Title>' -ForEach $sections {
    BeforeAll {
        $folder = New-PhotoFolder
        Copy-Item (Join-Path $Samples 'caltech101') (Join-Path $folder 'photos') -Recurse
        foreach ($name in 'fig.jpg', 'cat.png') { Copy-Item (Join-Path $Samples $name) (New-Item (Join-Path $folder 'more') -ItemType Directory -Force) }
        # As photos are that lie there: written a while ago.
        Get-ChildItem (Join-Path $folder 'photos') | ForEach-Object { $_.LastWriteTime = (Get-Date).AddHours(-1) }
        New-SmallModel | Export-AlexNetModel (Join-Path $folder 'model.safetensors')
        Push-Location $folder
    }
    AfterAll { Pop-Location; Remove-Item $folder -Recurse -Force }

    It 'works as it stands' {
        $ErrorActionPreference = 'Stop'
        $Results = @(foreach ($example in $Examples) {
            $result = if ($example -match '^# (\S+\.ps1)\n') { Set-Content $Matches[1] $example } else {
                try { . ([scriptblock]::Create($example)) } catch { throw "$example`n$_" }
            }
            , @($result)
        })
        $checks[$Title] | Should -Not -BeNullOrEmpty -Because "what '$Title' does is checked"
        . $checks[$Title]
    }
}
