BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $folder = New-PhotoFolder
    # A small network with ImageNet's classes, in a catalogue of its own; nobody listens at its address.
    New-AlexNetModel -FullyConnectedWidth 16 -InputSize 83 | Export-AlexNetModel "$folder/small.bin" -Precision Float16
    $model = [ordered]@{
        name = 'small'; title = 'a small network'; file = 'small.bin'; format = 'safetensors'; architecture = 'paper'; dataset = 'imagenet'; urls = @('http://127.0.0.1:9/small.bin')
        bytes = (Get-Item "$folder/small.bin").Length; sha256 = (Get-FileHash "$folder/small.bin").Hash.ToLowerInvariant(); licence = 'none'; top1 = 0.1; top5 = 0.5
    }
    @{ models = @($model) } | ConvertTo-Json -Depth 5 | Set-Content "$folder/catalogue.json"
    $env:ALEXNET_MODEL_CATALOGUE = "$folder/catalogue.json"
    function Get-Failure([scriptblock] $script) { try { & $script } catch { $_ } }
}
AfterAll {
    $env:ALEXNET_MODEL_CATALOGUE = ''
    Remove-Item $folder -Recurse -Force
}

Describe 'Find-AlexNetModel' {
    It 'lists the public models and one''s own' {
        (Find-AlexNetModel).Name | Should -Contain 'bvlc_alexnet'
        (Find-AlexNetModel)[-1].Name | Should -Be 'small'
        (Find-AlexNetModel *caffenet*).Count | Should -Be 4
        (Find-AlexNetModel caffenet).Name | Should -Be 'bvlc_reference_caffenet'
        Find-AlexNetModel none* | Should -BeNullOrEmpty
        { Find-AlexNetModel none -ErrorAction Stop } | Should -Throw -ErrorId 'ModelUnknown,*'
    }
    It 'fits into a console of 80 columns, each licence whole' {
        $lines = Find-AlexNetModel | Out-String -Width 80 -Stream
        $lines | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 80 }
        $lines -match '^bvlc_alexnet .*57.1 %\s+80.2 %\s+no\s+unrestricted use$' | Should -Not -BeNullOrEmpty
    }
}

Describe 'Install-AlexNetModel' {
    AfterEach { Remove-Item $env:ALEXNET_CACHE, $env:ALEXNET_CONFIG -Recurse -Force -ErrorAction Ignore }

    It 'takes a file brought by hand, and the model answers by its name' {
        $installed = Install-AlexNetModel small -Source "$folder/small.bin" -PassThru
        $installed.Path | Should -Exist
        (Invoke-AlexNetClassify "$Samples/fig.jpg" -Model imagenet -WarningAction Ignore).Model | Should -Be 'small'
        (Import-AlexNetModel $installed.Path).Notes['licence'] | Should -Be 'none'
    }
    It 'looks into the folder of published files first' {
        $env:ALEXNET_MODEL_CACHE = $folder
        try { (Find-AlexNetModel small | Install-AlexNetModel -PassThru).Name | Should -Be 'small' } finally { $env:ALEXNET_MODEL_CACHE = '' }
    }
    It 'does nothing with -WhatIf' {
        Install-AlexNetModel small -Source $folder -WhatIf
        $env:ALEXNET_CACHE | Should -Not -Exist
    }
    It 'says without a network what to fetch and what to do with it' {
        $failure = Get-Failure { Install-AlexNetModel small -NoProxy -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ModelNotFetched,*'
        "$failure" | Should -Match 'http://127.0.0.1:9/small.bin: it cannot be reached \(.+\)\.$'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'Install-AlexNetModel small -Source'
    }
    It 'completes its names' {
        $line = 'Install-AlexNetModel bvlc_'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'bvlc_alexnet', 'bvlc_reference_caffenet'
    }
}

Describe 'An installed model' {
    AfterEach { Remove-Item $env:ALEXNET_CACHE, $env:ALEXNET_CONFIG -Recurse -Force -ErrorAction Ignore }
    BeforeEach { Install-AlexNetModel small -Source "$folder/small.bin" }

    It 'completes wherever a model is named' {
        foreach ($command in 'Invoke-AlexNetClassify x', 'Get-AlexNetLayer', 'Export-AlexNetModel', 'Compare-AlexNetModel x', 'Set-AlexNetDefaultModel', 'Test-AlexNetModel x') {
            $parameter = if ($command -like 'Compare*') { 'DifferenceModel' } else { 'Model' }
            foreach ($name in 'small', 'imagenet') {
                $line = "$command -$parameter $($name.Substring(0, 4))"
                (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain $name -Because $command
            }
        }
    }
    It 'is listed, described and removed' {
        (Get-AlexNetModel small).Classes | Should -Be 1000
        (Get-AlexNetModel).Name | Should -Contain 'small'
        (Get-AlexNetLayer fc6 -Model small).OutputShape | Should -Be '16'
        Uninstall-AlexNetModel sm* -WhatIf
        (Find-AlexNetModel small).IsInstalled | Should -BeTrue
        Find-AlexNetModel small | Uninstall-AlexNetModel
        (Find-AlexNetModel small).IsInstalled | Should -BeFalse
    }
    It 'can be the default, in other processes too' {
        Set-AlexNetDefaultModel imagenet
        $script = { param($path, $photo) Import-Module $path; (Invoke-AlexNetClassify $photo -WarningAction Ignore).Model }
        pwsh -NoProfile -Command $script -args (Join-Path $Module 'AlexNet.psd1'), "$Samples/fig.jpg" | Should -Be 'small'
        Set-AlexNetDefaultModel -Reset
        (Get-AlexNetModel | Where-Object IsDefault).Name | Should -Not -Be 'small'
    }
}

Describe 'Get-AlexNetLabel' {
    It 'finds classes by any of their names, and tells twins apart' {
        (Get-AlexNetLabel).Count | Should -Be 1000
        (Get-AlexNetLabel orca).Name | Should -Be 'killer whale'
        (Get-AlexNetLabel maillot).Index | Should -Be 638, 639
        (Get-AlexNetLabel -Index 134, 517).Synset | Should -Be 'n02012849', 'n03126707'
        { Get-AlexNetLabel nothing -ErrorAction Stop } | Should -Throw -ErrorId 'LabelNotFound,*'
    }
    It 'completes patterns' {
        $line = 'Get-AlexNetLabel *retriever'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain "'golden retriever'"
    }
}

Describe 'Compare-AlexNetModel' {
    It 'shows every layer in a list' {
        $model = New-SmallModel
        $comparison = Compare-AlexNetModel $model $model "$Samples/fig.jpg", "$Samples/crab.jpg" -WarningAction Ignore
        $comparison.Photos | Should -Be 2
        $comparison.Top5Agreement | Should -Be 1
        $lines = $comparison | Out-String -Width 80 -Stream
        $lines -match 'conv1\s+55x55x96\s+largest 0.0e\+0' | Should -Not -BeNullOrEmpty
        $lines | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 80 }
    }
}
