BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $model = New-AlexNetModel -FullyConnectedWidth 16 -Class sunflower, cat, dog -InputSize 83
    function LinesAt80 { @($input | Out-String -Width 80) -split "`r?`n" | ForEach-Object TrimEnd }
}

Describe 'Measure-AlexNetPerformance' {
    AfterEach { Remove-Item $env:ALEXNET_CACHE -Recurse -Force -ErrorAction Ignore }

    It 'measures each batch with each number of threads' {
        $results = Measure-AlexNetPerformance $model -BatchSize 1, 2 -ThreadCount 1 -Repeat 2
        $results.BatchSize | Should -Be 1, 2
        $results[0].ThreadCount | Should -Be 1
        $results[0].ImagesPerSecond * $results[0].MillisecondsPerImage | Should -BeGreaterThan 999.9
        $results[0].Algorithms | Should -Match '^conv1 \w+, conv2 \w+'
    }
    It 'takes all cores by default' { (Measure-AlexNetPerformance $model -BatchSize 1 -Repeat 1).ThreadCount | Should -Be ([Environment]::ProcessorCount) }
    It 'measures layers' {
        $layers = Measure-AlexNetPerformance $model -BatchSize 1 -PerLayer -Repeat 2 -Algorithm @{ conv2 = 'Im2Col' }
        ($layers | Where-Object Layer -EQ conv2).Algorithm | Should -Be 'Im2Col'
        ($layers | Where-Object Layer -EQ fc6).Algorithm | Should -BeNullOrEmpty
        [math]::Abs(($layers | Measure-Object Share -Sum).Sum - 1) | Should -BeLessThan 1e-9
    }
    It 'says verbosely what computed the convolutions' {
        $lines = Measure-AlexNetPerformance $model -BatchSize 1, 2 -ThreadCount 1 -Repeat 1 -Algorithm Im2Col -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        $lines | ForEach-Object Message | Should -Be (1, 2 | ForEach-Object { "paper, batch $_, 1 threads: conv1 Im2Col, conv2 Im2Col, conv3 Im2Col, conv4 Im2Col, conv5 Im2Col" })
    }
    It 'shows progress of what takes long, and takes it away' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
                param($root)
                Import-Module AlexNet
                Measure-AlexNetPerformance (New-AlexNetModel -FullyConnectedWidth 16 -ClassCount 3 -InputSize 83) -BatchSize 1 -Seconds 2
            }).AddArgument($Root).Invoke()
        $records = $shell.Streams.Progress | Where-Object Activity -EQ 'Measuring'
        $records[0].StatusDescription | Should -Match 'batch 1, \d+ threads'
        $records[-1].RecordType | Should -Be 'Completed'
        $shell.Dispose()
    }
    It 'survives Export-Clixml' {
        Measure-AlexNetPerformance $model -BatchSize 1 -Repeat 1 | Export-Clixml "$TestDrive/speed.xml"
        $back = Import-Clixml "$TestDrive/speed.xml"
        $back.MillisecondsPerImage | Should -BeOfType [double]
        ($back | LinesAt80)[1] | Should -Match '^Model .*GFLOP/s$'
    }
    It 'tunes, keeps what is fastest in the cache folder, and uses it' {
        $times = Measure-AlexNetPerformance $model -Tune -BatchSize 1 -ThreadCount 1 -Repeat 1
        ($times | Where-Object IsChosen).Layer | Should -Be 'conv1', 'conv2', 'conv3', 'conv4', 'conv5'
        @(Get-ChildItem $env:ALEXNET_CACHE).Count | Should -Be 1
        (Get-AlexNetLayer conv* -Model $model -ThreadCount 1).Algorithm | Should -Be ($times | Where-Object IsChosen).Algorithm
    }
    It 'keeps nothing with -WhatIf' {
        $null = Measure-AlexNetPerformance $model -Tune -BatchSize 1 -Repeat 1 -WhatIf
        Test-Path $env:ALEXNET_CACHE | Should -BeFalse
    }
    It 'warns of a damaged file once and goes on' {
        $null = Measure-AlexNetPerformance $model -Tune -BatchSize 1 -Repeat 1
        $file = (Get-ChildItem $env:ALEXNET_CACHE).FullName
        Set-Content $file 'damaged'
        $results = 1..2 | ForEach-Object { Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model 3>&1 }
        # Another warning of this session is that the model is untrained.
        @($results | Where-Object { $_ -is [System.Management.Automation.WarningRecord] -and "$_".Contains($file) }).Count | Should -Be 1
        @($results | Where-Object Label).Count | Should -Be 2
    }
}

Describe 'Wrong names of algorithms and layers' {
    It 'are <Id>: <Parameters>' -ForEach @(
        @{ Id = 'AlgorithmUnknown'; Parameters = @{ Algorithm = 'Magic' } }
        @{ Id = 'AlgorithmUnknown'; Parameters = @{ ExcludeAlgorithm = 'Magic' } }
        @{ Id = 'LayerNotFound'; Parameters = @{ Algorithm = @{ conv7 = 'Im2Col' } } }
        @{ Id = 'AlgorithmNotPossible'; Parameters = @{ Algorithm = @{ conv1 = 'Winograd2x2' } } }
        @{ Id = 'ParameterArgumentTransformationError'; Parameters = @{ Algorithm = 3 } }
    ) {
        { Get-AlexNetLayer -Model $model @Parameters -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
        { Measure-AlexNetPerformance $model -Repeat 1 @Parameters -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
        { Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model @Parameters } | Should -Throw -ErrorId "$Id,*"
    }
}

Describe 'At a width of 80 columns' {
    It 'the table of <Name> has all its columns and cuts none' -ForEach @(
        @{ Name = 'layers'; Columns = 'Name', 'Window', 'Output', 'Parameters', 'Mult-adds', 'Algorithm'; Script = { Get-AlexNetLayer } }
        @{ Name = 'layers of the one-tower network'; Columns = 'Name', 'Window', 'Output', 'Parameters', 'Mult-adds', 'Algorithm'; Script = { Get-AlexNetLayer -Architecture onetower } }
        @{ Name = 'sizes of layers'; Columns = 'Name', 'Kind', 'Input', 'Im2col', 'Weights', 'Maps'; Script = { Get-AlexNetLayer | Format-Table -View Sizes } }
        @{ Name = 'models'; Columns = 'Name', 'Network', 'Input', 'Classes', 'Parameters', 'Size', 'Type', 'Trained'; Script = { Get-AlexNetModel } }
        @{ Name = 'a model'; Columns = 'Name', 'Network', 'Input', 'Classes', 'Parameters', 'Size', 'Trained'; Script = { $model } }
        @{ Name = 'predictions'; Columns = 'Rank', 'Label', 'Probability', 'Bar', 'Class', 'Synset'; Script = { (Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model).Predictions } }
        @{ Name = 'performance'; Columns = 'Model', 'Batch', 'Threads', 'ms/image', 'Best', 'Images/s', 'GFLOP/s'; Script = { Measure-AlexNetPerformance $model -Repeat 1 } }
        @{ Name = 'performance of layers'; Columns = 'Layer', 'ms/image', 'Best', 'GFLOP/s', 'Share', 'Bar', 'Algorithm'; Script = { Measure-AlexNetPerformance $model -Repeat 1 -PerLayer } }
        @{ Name = 'tuning'; Columns = 'Layer', 'Algorithm', 'ms/image', 'Best', 'GFLOP/s', 'Chosen'; Script = { Measure-AlexNetPerformance $model -Repeat 1 -Tune -WhatIf } }
    ) {
        $lines = & $Script | LinesAt80
        $lines | Where-Object { $_ -match ('^' + (($Columns | ForEach-Object { [regex]::Escape($_) }) -join '\s+') + '$') } | Should -Not -BeNullOrEmpty
        $lines -join "`n" | Should -Not -Match '\u2026'
    }
}

Describe 'Completion of algorithms' {
    It 'offers what can compute a layer of the network, with a line about each' {
        $offered = (TabExpansion2 'Get-AlexNetLayer -Algorithm wino').CompletionMatches
        $offered.CompletionText | Should -Be 'Winograd2x2', 'Winograd4x4'
        $offered[0].ToolTip | Should -Match 'conv2, conv3'
        (TabExpansion2 'Measure-AlexNetPerformance -ExcludeAlgorithm SpaceToDepth').CompletionMatches[0].CompletionText | Should -Be 'SpaceToDepth'
    }
}
