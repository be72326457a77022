# Tests of a script that uses the module. Invoke-AlexNetClassify is replaced by answers of our own: no model is opened, and a photo is any file.
BeforeAll {
    $triage = Join-Path $PSScriptRoot 'Invoke-PhotoTriage.ps1'
    # Mock needs a command to replace, also where the module is not installed.
    if (-not (Get-Command Invoke-AlexNetClassify -ErrorAction Ignore)) { function global:Invoke-AlexNetClassify([string] $LiteralPath, $Model) { } }

    function New-Answer([string] $Name, [string] $Label, [double] $Probability) { [pscustomobject]@{ Path = Join-Path $inbox $Name; Label = $Label; Probability = $Probability } }
}

Describe 'Invoke-PhotoTriage.ps1' {
    BeforeEach {
        $inbox = (New-Item (Join-Path $TestDrive "inbox-$([guid]::NewGuid())") -ItemType Directory).FullName
        $target = Join-Path $TestDrive "target-$([guid]::NewGuid())"
        foreach ($name in 'a.jpg', 'b[1].jpg', 'c.jpg', 'broken.jpg') { Set-Content -LiteralPath (Join-Path $inbox $name) $name }
        Mock Invoke-AlexNetClassify {
            New-Answer 'a.jpg' 'panda' 0.9
            New-Answer 'b[1].jpg' 'panda' 0.3
            New-Answer 'c.jpg' 'chair' 0.05
        }
    }

    It 'sorts by how sure the answer is, and by label' {
        $rows = & $triage $inbox $target
        $LASTEXITCODE | Should -Be 0
        "$target/sure/panda/a.jpg", "$target/unknown/c.jpg" | Should -Exist
        Test-Path -LiteralPath "$target/unsure/panda/b[1].jpg" | Should -BeTrue
        (Get-ChildItem $inbox -File).Name | Should -Be 'broken.jpg'
        $rows.Label | Should -Be 'panda', 'panda', 'chair'
    }

    It 'takes other limits, and a limit belongs to what is above it' {
        $null = & $triage $inbox $target -Sure 0.3 -Unknown 0.05
        "$target/unsure/chair/c.jpg" | Should -Exist
        Test-Path -LiteralPath "$target/sure/panda/b[1].jpg" | Should -BeTrue
    }

    It 'writes a report' {
        $null = & $triage $inbox $target -Report "$target/reports/today.csv"
        $report = Import-Csv "$target/reports/today.csv"
        $report.Label | Should -Be 'panda', 'panda', 'chair'
        $report[0].Target | Should -Be ([System.IO.Path]::Combine($target, 'sure', 'panda', 'a.jpg'))
        [double] $report[2].Probability | Should -Be 0.05
    }

    It 'moves and writes nothing with -WhatIf' {
        $rows = & $triage $inbox $target -WhatIf
        $LASTEXITCODE | Should -Be 0
        $rows | Should -HaveCount 3
        $target | Should -Not -Exist
        @(Get-ChildItem $inbox).Count | Should -Be 4
    }

    It 'gives a number to a photo whose name is taken' {
        $null = New-Item "$target/sure/panda/a.jpg" -Force -Value 'older'
        $null = & $triage $inbox $target
        Get-Content "$target/sure/panda/a.jpg" | Should -Be 'older'
        Get-Content "$target/sure/panda/a (2).jpg" | Should -Be 'a.jpg'
    }

    It 'lets no label lead out of the destination' {
        Mock Invoke-AlexNetClassify { New-Answer 'a.jpg' '../../escaped' 0.9 }
        $rows = & $triage $inbox $target
        $rows.Target | Should -Be ([System.IO.Path]::Combine($target, 'sure', '_.._escaped', 'a.jpg'))
    }

    It 'goes on after a photo that cannot be read, and ends with 1' {
        Mock Invoke-AlexNetClassify {
            # The script stops at errors; the command it calls is told not to, and so is what stands for it.
            Write-Error 'no photo' -TargetObject (Join-Path $inbox 'broken.jpg') -ErrorAction Continue
            New-Answer 'a.jpg' 'panda' 0.9
        }
        $rows = & $triage $inbox $target
        $LASTEXITCODE | Should -Be 1
        $rows[0].Photo | Should -Be (Join-Path $inbox 'broken.jpg')
        $rows[0].Problem | Should -Be 'no photo'
        "$target/sure/panda/a.jpg" | Should -Exist
        (Import-Csv "$target/triage.csv")[0].Problem | Should -Be 'no photo'
    }

    It 'ends with 1 when a photo cannot be moved' {
        Mock Move-Item { throw 'the disk is full' }
        $rows = & $triage $inbox $target
        $LASTEXITCODE | Should -Be 1
        $rows.Problem | Sort-Object -Unique | Should -Be 'the disk is full'
    }

    It 'ends with 2 when there is no folder, no model, or limits make no sense' {
        $null = & $triage "$inbox/none" $target
        $LASTEXITCODE | Should -Be 2
        $null = & $triage $inbox $target -Sure 0.1 -Unknown 0.2
        $LASTEXITCODE | Should -Be 2
        Should -Invoke Invoke-AlexNetClassify -Times 0 -Exactly
        Mock Invoke-AlexNetClassify { throw 'no such model' }
        $null = & $triage $inbox $target
        $LASTEXITCODE | Should -Be 2
        $target | Should -Not -Exist
    }

    It 'hands the model on, and none when none is named' {
        $null = & $triage $inbox $target -Model pets
        Should -Invoke Invoke-AlexNetClassify -Times 1 -Exactly -ParameterFilter { "$Model" -eq 'pets' -and "$LiteralPath" -eq $inbox }
        $null = & $triage $inbox $target
        Should -Invoke Invoke-AlexNetClassify -Times 1 -Exactly -ParameterFilter { $null -eq $Model }
    }
}

Describe 'Invoke-PhotoTriage.ps1 with the network' -Skip:(-not (Get-Module AlexNet -ListAvailable)) {
    It 'sorts photographs' {
        $inbox = Join-Path $TestDrive 'photographs'
        Copy-Item ([System.IO.Path]::Combine((Split-Path (Split-Path $PSScriptRoot)), 'samples', 'caltech101')) $inbox -Recurse
        Set-Content "$inbox/broken.jpg" 'no photo'
        pwsh -NoProfile -File $triage $inbox "$TestDrive/sorted" 2>&1 | Out-Null
        $LASTEXITCODE | Should -Be 1
        "$TestDrive/sorted/sure/rhino/rhinoceros.jpg" | Should -Exist
        @(Import-Csv "$TestDrive/sorted/triage.csv").Count | Should -Be 11
        (Get-ChildItem $inbox).Name | Should -Be 'broken.jpg'
    }
}
