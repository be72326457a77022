BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $model = New-SmallModel
}

Describe 'Invoke-AlexNetClassify finds photos' {
    BeforeAll {
        $folder = New-PhotoFolder 'b.jpg', 'a.jpg', 'c[1].jpg', 'sub/d.png'
        [System.IO.File]::WriteAllText((Join-Path $folder 'notes.txt'), 'text')
    }
    AfterAll { Remove-Item $folder -Recurse -Force }

    It 'in a folder, in the order of their names' {
        (Invoke-AlexNetClassify $folder -Model $model).Path | Split-Path -Leaf | Should -Be 'a.jpg', 'b.jpg', 'c[1].jpg'
    }
    It 'in subfolders with -Recurse' {
        (Invoke-AlexNetClassify $folder -Recurse -Model $model).Path | Split-Path -Leaf | Should -Be 'a.jpg', 'b.jpg', 'c[1].jpg', 'd.png'
    }
    It 'by a pattern, and none is no error' {
        @(Invoke-AlexNetClassify "$folder/*.jpg" -Model $model -ErrorAction Stop).Count | Should -Be 3
        Invoke-AlexNetClassify "$folder/*.tiff" -Model $model -ErrorAction Stop | Should -BeNullOrEmpty
    }
    It 'by names in the pipeline' {
        ("$folder/b.jpg", "$folder/a.jpg" | Invoke-AlexNetClassify -Model $model).Path | Split-Path -Leaf | Should -Be 'b.jpg', 'a.jpg'
    }
    It 'by files in the pipeline, brackets too' {
        (Get-ChildItem "$folder/*.jpg" | Invoke-AlexNetClassify -Model $model).Path | Split-Path -Leaf | Should -Be 'a.jpg', 'b.jpg', 'c[1].jpg'
    }
    It 'by objects with a Path or an LP' {
        ([pscustomobject]@{ Path = "$folder/a.jpg" } | Invoke-AlexNetClassify -Model $model).Path | Should -Be "$folder/a.jpg"
        ([pscustomobject]@{ LP = "$folder/c[1].jpg" } | Invoke-AlexNetClassify -Model $model).Path | Should -Be "$folder/c[1].jpg"
    }
    It 'by -LiteralPath, brackets too' {
        (Invoke-AlexNetClassify -LiteralPath "$folder/c[1].jpg" -Model $model).Path | Should -Be "$folder/c[1].jpg"
    }
    It 'relative to the current location and on other drives' {
        Push-Location $folder
        try { (Invoke-AlexNetClassify a.jpg -Model $model).Path | Should -Be ([System.IO.Path]::Combine($folder, 'a.jpg')) } finally { Pop-Location }
        $null = New-PSDrive AlexNetPhotos FileSystem $folder
        try { (Invoke-AlexNetClassify AlexNetPhotos:/a.jpg -Model $model).Path | Should -Be ([System.IO.Path]::Combine($folder, 'a.jpg')) } finally { Remove-PSDrive AlexNetPhotos }
    }
}

Describe 'Invoke-AlexNetClassify takes photos from memory' {
    BeforeAll { $bytes = [System.IO.File]::ReadAllBytes((Join-Path $Samples 'fig.jpg')); $expected = (Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model).Probability }

    It 'as bytes, piped or named' {
        $results = @(, $bytes | Invoke-AlexNetClassify -Model $model) + @(Invoke-AlexNetClassify -InputObject $bytes -Model $model)
        $results.Probability | Should -Be $expected, $expected
        $results[0].Path | Should -Be 'bytes[0]'
        $results[0].PSPath | Should -BeNullOrEmpty
    }
    It 'as what Get-Content -AsByteStream gives' {
        (Invoke-AlexNetClassify -InputObject (Get-Content "$Samples/fig.jpg" -AsByteStream) -Model $model).Probability | Should -Be $expected
    }
    It 'as streams, which stay open' {
        $stream = [System.IO.File]::OpenRead("$Samples/fig.jpg")
        try {
            ($stream | Invoke-AlexNetClassify -Model $model).Probability | Should -Be $expected
            $stream.CanRead | Should -BeTrue
        }
        finally { $stream.Dispose() }
    }
    It 'and says so when an array was piped byte by byte' {
        { $bytes[0..3] | Invoke-AlexNetClassify -Model $model } | Should -Throw -ErrorId 'BytesUnrolled,*'
    }
}

Describe 'A classification' {
    BeforeAll { $result = Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model }

    It 'has the likeliest classes in order' {
        ($result.Predictions | ForEach-Object Rank) -join ' ' | Should -Be '1 2 3'
        $result.Label | Should -Be $result.Predictions[0].Label
        $result.Probability | Should -Be ($result.Predictions.Probability | Measure-Object -Maximum).Maximum
        [math]::Abs(($result.Predictions.Probability | Measure-Object -Sum).Sum - 1) | Should -BeLessThan 1e-4
    }
    It 'has as many predictions as asked for' { (Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model -Top 2).Predictions.Count | Should -Be 2 }
    It 'has a string as its path' { $result.Path | Should -BeOfType [string] }
    It 'is the same whatever the batch and the threads' {
        $one = Invoke-AlexNetClassify $Samples -Model $model -BatchSize 1 -ThrottleLimit 1 -ComputeThreads 1
        $many = Invoke-AlexNetClassify $Samples -Model $model -BatchSize 8 -ThrottleLimit 4 -ComputeThreads 2
        $many.Path | Should -Be $one.Path
        0..($one.Count - 1) | ForEach-Object { [math]::Abs($one[$_].Probability - $many[$_].Probability) | Should -BeLessThan 1e-5 }
    }
    It 'differs between one view and ten' {
        (Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model -TenView).Probability | Should -Not -Be $result.Probability
    }
    It 'goes through Select-Object, Sort-Object and CSV' {
        $sorted = Invoke-AlexNetClassify $Samples -Model $model | Sort-Object Probability -Descending | Select-Object Path, Label, Probability
        $sorted[0].Probability | Should -BeGreaterOrEqual $sorted[-1].Probability
        ($sorted | ConvertTo-Csv).Count | Should -Be ($sorted.Count + 1)
    }
    It 'survives Export-Clixml' {
        $file = "$TestDrive/result.xml"
        $result | Export-Clixml $file
        $back = Import-Clixml $file
        $back.Path | Should -Be $result.Path
        $back.PSPath | Should -Be $result.PSPath
        $back.Label | Should -Be $result.Label
        $back.Predictions[2].Probability | Should -Be $result.Predictions[2].Probability
        $back.Predictions[0].Rank | Should -BeOfType [int]
    }
    It 'is drawn with file, labels, probability and bar' {
        $table = $result | Out-String -Width 100
        $table | Should -Match 'fig\.jpg'
        $table | Should -Match ([regex]::Escape($result.Predictions[1].Label))
        $table | Should -Match '\u2588'
        $result | Format-List | Out-String | Should -Match '(?s)Predictions.*1 .*2 .*3 '
    }
}

Describe 'Sorting photos into folders' {
    BeforeEach {
        $folder = New-PhotoFolder 'plain.jpg', 'br[1].jpg', 'deep/[x] y.jpg'
        $target = (New-Item "$folder/sunflower" -ItemType Directory).FullName
        $label = (Invoke-AlexNetClassify "$folder/plain.jpg" -Model $model).Label
    }
    AfterEach { Remove-Item -LiteralPath $folder -Recurse -Force }

    It 'moves them, brackets too' {
        Invoke-AlexNetClassify $folder -Recurse -Model $model | Where-Object Label -EQ $label | Move-Item -Destination $target
        Get-ChildItem $target -Name | Sort-Object | Should -Be ('[x] y.jpg', 'br[1].jpg', 'plain.jpg' | Sort-Object)
    }
    It 'moves none with -WhatIf' {
        Invoke-AlexNetClassify $folder -Model $model | Move-Item -Destination $target -WhatIf
        Get-ChildItem $target | Should -BeNullOrEmpty
    }
    It 'leaves no file open' {
        Invoke-AlexNetClassify $folder -Model $model | Remove-Item
        Get-ChildItem $folder -File | Should -BeNullOrEmpty
    }
    It 'compares a path with brackets like a string' {
        $result = Invoke-AlexNetClassify -LiteralPath "$folder/br[1].jpg" -Model $model
        $result.Path -eq "$folder/br[1].jpg" | Should -BeTrue
        "$folder/br[1].jpg" -eq $result.Path | Should -BeTrue
        [System.IO.File]::Exists($result.Path) | Should -BeTrue
    }
}

Describe 'Photos that are none' {
    BeforeAll {
        $folder = New-PhotoFolder 'a.jpg', 'z.jpg'
        [System.IO.File]::WriteAllText("$folder/m.jpg", 'no photo')
        [System.IO.File]::WriteAllBytes("$folder/n.jpg", [System.IO.File]::ReadAllBytes("$folder/a.jpg")[0..2000])
        [System.IO.File]::WriteAllBytes("$folder/o.png", [byte[]]@())
    }
    AfterAll { Remove-Item $folder -Recurse -Force }

    It 'are errors that name them, and the rest goes on' {
        $results = Invoke-AlexNetClassify $folder -Model $model -ErrorVariable failures -ErrorAction SilentlyContinue
        $results.Path | Split-Path -Leaf | Should -Be 'a.jpg', 'z.jpg'
        $failures.TargetObject | Should -Be ('m.jpg', 'n.jpg', 'o.png' | ForEach-Object { Join-Path $folder $_ })
        $failures.FullyQualifiedErrorId | Sort-Object -Unique | Should -Be 'PhotoInvalid,AlexNet.PowerShell.Commands.InvokeAlexNetClassifyCommand'
        $failures.CategoryInfo.Category | Sort-Object -Unique | Should -Be 'InvalidData'
        $failures | ForEach-Object { $_.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty; "$_" | Should -Match ([regex]::Escape($_.TargetObject)) }
    }
    It 'are missing without stopping the rest' {
        $results = Invoke-AlexNetClassify "$folder/none.jpg", "$folder/a.jpg" -Model $model -ErrorVariable failures -ErrorAction SilentlyContinue
        @($results).Count | Should -Be 1
        $failures.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failures.FullyQualifiedErrorId | Should -Be 'PhotoNotFound,AlexNet.PowerShell.Commands.InvokeAlexNetClassifyCommand'
        Invoke-AlexNetClassify -LiteralPath "$folder/*.jpg" -Model $model -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures.CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }
    It 'end the pipeline with -ErrorAction Stop' { { Invoke-AlexNetClassify "$folder/m.jpg" -Model $model -ErrorAction Stop } | Should -Throw -ErrorId 'PhotoInvalid,*' }
    It 'are in other providers' { { Invoke-AlexNetClassify Env:PATH -Model $model -ErrorAction Stop } | Should -Throw -ErrorId 'NotAFileSystemPath,*' }
}

Describe 'Invoke-AlexNetClassify among others' {
    It 'works in ForEach-Object -Parallel with a shared model' {
        $labels = Get-ChildItem $Samples -File -Include *.jpg -Recurse | ForEach-Object -Parallel {
            Import-Module AlexNet
            ($_ | Invoke-AlexNetClassify -Model $using:model).Label
        } -ThrottleLimit 3
        $labels.Count | Should -Be @(Get-ChildItem $Samples -Filter *.jpg -Recurse).Count
    }
    It 'says verbosely what it does' {
        $lines = Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        $lines -join "`n" | Should -Match '(?s)model paper.*batch.*threads.*a second'
    }
    It 'says verbosely what computed each layer and how long that took<Where>' -ForEach @(
        @{ Where = ''; With = @{}; Device = '' }
        @{ Where = ' in a batch'; With = @{ BatchSize = 8 }; Device = '' }
        @{ Where = ' on two devices'; With = @{ DeviceCount = 2 }; Device = 'cpu[01] ' }
    ) {
        $photos = Get-ChildItem $Samples -Filter *.jpg -File | Select-Object -First 4
        $before = Get-AlexNetTimeline -ErrorAction Ignore
        $lines = $photos | Invoke-AlexNetClassify -Model $model -Algorithm ImplicitGemm @With -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        $times = $lines -match "^${Device}\w+(\+\w+)*( by ImplicitGemm)?: [\d.]+ ms an image, [\d.]+ ms for $($photos.Count)$"
        foreach ($layer in 'conv1 by ImplicitGemm', 'conv2 by ImplicitGemm', 'norm1\+pool1', 'fc6', 'fc8') { @($times -match "^$Device${layer}: ") | Should -Not -BeNullOrEmpty -Because $layer }
        # What was recorded for this is not what -Timeline was asked for.
        Get-AlexNetTimeline -ErrorAction Ignore | Should -Be $before
    }
    It 'takes no time of layers unless that is seen, whoever says so' {
        function Get-Line { $input | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] -and $_ -match '^conv1 by' } }
        $photo = "$Samples/fig.jpg"
        & { $VerbosePreference = 'Continue'; Invoke-AlexNetClassify $photo -Model $model } 4>&1 | Get-Line | Should -HaveCount 1
        & { $VerbosePreference = 'Continue'; Invoke-AlexNetClassify $photo -Model $model -Verbose:$false } 4>&1 | Get-Line | Should -BeNullOrEmpty
        Invoke-AlexNetClassify $photo -Model $model 4>&1 | Get-Line | Should -BeNullOrEmpty
    }
    It 'knows most of the things that its own model was trained for' {
        $named = @{ butterfly = 'butterfly'; chair = 'chair', 'windsor_chair'; crocodile = 'crocodile', 'crocodile_head'; dolphin = 'dolphin'; minaret = 'minaret'; panda = 'panda'; pyramid = 'pyramid'; rhinoceros = 'rhino'; wrench = 'wrench'; 'wrench-on-cloth' = 'wrench' }
        $results = Invoke-AlexNetClassify "$Samples/caltech101" -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $results.Count | Should -Be 10
        @($results | Where-Object { $_.Label -in $named[[System.IO.Path]::GetFileNameWithoutExtension($_.Path)] }).Count | Should -BeGreaterThan 5
        (Invoke-AlexNetClassify "$Samples/caltech101" -Model caltech101).Probability | Should -Be $results.Probability
    }
    It 'warns once a session of an untrained network' {
        $script = { param($root) Import-Module AlexNet; 1..2 | ForEach-Object { Invoke-AlexNetClassify "$root/samples/fig.jpg" -Model paper -WarningVariable w 3>$null; "warnings: $(@($w).Count) $w" } }
        $lines = pwsh -NoProfile -Command $script -args $Root | Where-Object { $_ -match 'warnings:' }
        $lines[0] | Should -Match 'warnings: 1 .*UNTRAINED'
        $lines[1] | Should -Match 'warnings: 0'
    }
    It 'stops on Ctrl-C and leaves no thread' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
                param($root)
                Import-Module AlexNet
                $model = New-AlexNetModel -FullyConnectedWidth 16 -ClassCount 3
                1..100000 | ForEach-Object { "$root/samples/crab.jpg" } | Invoke-AlexNetClassify -Model $model -TenView
            }).AddArgument($Root)
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
        for ($i = 0; $i -lt 600 -and $output.Count -eq 0; $i++) { Start-Sleep -Milliseconds 50 }
        $output.Count | Should -BeGreaterThan 0
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        Write-Host ("      stopped after {0} ms" -f $watch.ElapsedMilliseconds)
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        if ($IsLinux) {
            # The stop waits for its threads for a moment only; on a busy machine the last of them may take longer.
            for ($i = 0; $i -lt 200; $i++) {
                $names = foreach ($task in [System.IO.Directory]::GetDirectories('/proc/self/task')) { try { [System.IO.File]::ReadAllText("$task/comm").Trim() } catch [System.IO.IOException] { } }
                if (-not ($names -like 'AlexNet*')) { break }
                Start-Sleep -Milliseconds 50
            }
            $names | Where-Object { $_ -like 'AlexNet*' } | Should -BeNullOrEmpty
        }
        $shell.Dispose()
    }
}
