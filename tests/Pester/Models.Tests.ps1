BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'New-AlexNetModel' {
    It 'makes the same weights from the same seed' {
        $files = 'a', 'b', 'c' | ForEach-Object { "$TestDrive/$_.safetensors" }
        5, 5, 6 | ForEach-Object { $i = 0 } { New-AlexNetModel -FullyConnectedWidth 16 -ClassCount 3 -Seed $_ | Export-AlexNetModel $files[$i++] }
        (Get-FileHash $files[0]).Hash | Should -Be (Get-FileHash $files[1]).Hash
        (Get-FileHash $files[0]).Hash | Should -Not -Be (Get-FileHash $files[2]).Hash
    }
    It 'names the classes' { (New-AlexNetModel -FullyConnectedWidth 16 -Class cat, dog).Labels.Items.Name | Should -Be 'cat', 'dog' }
    It 'takes a weight precision' {
        (New-AlexNetModel -FullyConnectedWidth 16 -ClassCount 2 -WeightPrecision Int8 | Get-AlexNetModel).WeightPrecision | Should -Be 'Int8'
        (New-AlexNetModel -FullyConnectedWidth 16 -ClassCount 2).WeightPrecision | Should -Be 'Float32'
    }
    It 'changes the nonlinearity' { (Get-AlexNetLayer relu* -Model (New-AlexNetModel -FullyConnectedWidth 16 -ClassCount 2 -Activation Tanh)).Kind | Sort-Object -Unique | Should -Be 'Tanh' }
    It 'refuses an input whose maps vanish, naming the layer' { { New-AlexNetModel -InputSize 30 } | Should -Throw "*layer 'pool2'*" -ErrorId 'ModelInvalid,*' }
    It 'refuses an unknown architecture' { { New-AlexNetModel resnet } | Should -Throw -ErrorId 'ArchitectureUnknown,*' }
}

Describe 'Model files' {
    BeforeAll { $model = New-SmallModel; $file = "$TestDrive/m.safetensors"; $model | Export-AlexNetModel $file }

    It 'come back as they went' {
        $back = Import-AlexNetModel $file
        $back.Labels.Items.Name | Should -Be $model.Labels.Items.Name
        (Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $back).Probability | Should -Be (Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model).Probability
        (Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $file).Label | Should -Be (Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $back).Label
    }
    It 'are opened by patterns and from the pipeline' {
        @(Import-AlexNetModel "$TestDrive/m*.safetensors").Count | Should -Be 1
        @(Get-Item $file | Import-AlexNetModel).Count | Should -Be 1
        Import-AlexNetModel "$TestDrive/none*.safetensors" -ErrorAction Stop | Should -BeNullOrEmpty
    }
    It 'halve with -Precision <_>' -ForEach 'Float16', 'BFloat16' {
        $half = $model | Export-AlexNetModel "$TestDrive/$_.safetensors" -Precision $_ -PassThru
        $half.Length | Should -BeLessThan ((Get-Item $file).Length * 0.6)
        (Get-AlexNetModel -Path $half.FullName).ElementType | Should -Match "^$_"
    }
    It 'shrink with -Precision Int8, and come back as they went' {
        $wide = New-AlexNetModel -FullyConnectedWidth 512 -ClassCount 10
        $full = $wide | Export-AlexNetModel "$TestDrive/wide.safetensors" -PassThru
        $small = $wide | Export-AlexNetModel "$TestDrive/int8.safetensors" -Precision Int8 -PassThru
        ($full.Length - $small.Length) | Should -BeGreaterThan (0.74 * 4 * 9216 * 512)
        $info = Get-AlexNetModel -Path $small.FullName
        $info.WeightPrecision | Should -Be 'Int8'
        $info.ElementType -split ', ' | Sort-Object | Should -Be 'Float32', 'Int8'
        (Get-AlexNetLayer fc6 -Model $small.FullName).WeightBytes | Should -Be (9216 * 512 + 512 * 4 * 2)
    }
    It 'are opened with -WeightPrecision <_>' -ForEach 'Float16', 'BFloat16', 'Int8' {
        $small = Import-AlexNetModel $file -WeightPrecision $_
        $small.WeightPrecision | Should -Be $_
        (Get-AlexNetModel -Model $small | Format-Table | Out-String -Width 200) | Should -Match "MB\s+$_\s+no"
        (Get-AlexNetModel -Model $small | Format-List | Out-String) | Should -Match "WeightPrecision\s*:\s*$_"
        $small.Path | Should -Be (Import-AlexNetModel $file).Path
        $change = (Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $small).Probability - (Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model).Probability
        [Math]::Abs($change) | Should -BeLessThan 0.01
    }
    It 'are replaced only with -Force' {
        { $model | Export-AlexNetModel $file -ErrorAction Stop } | Should -Throw -ErrorId 'ModelFileExists,*'
        $model | Export-AlexNetModel $file -Force -ErrorAction Stop
    }
    It 'are not written with -WhatIf' {
        $model | Export-AlexNetModel "$TestDrive/whatif.safetensors" -WhatIf
        Test-Path "$TestDrive/whatif.safetensors" | Should -BeFalse
    }
    It 'are refused when they are none, are cut off or are missing' {
        Set-Content "$TestDrive/bad.safetensors" 'no model'
        { Import-AlexNetModel "$TestDrive/bad.safetensors" -ErrorAction Stop } | Should -Throw -ErrorId 'ModelFileInvalid,*'
        [System.IO.File]::WriteAllBytes("$TestDrive/cut.safetensors", [System.IO.File]::ReadAllBytes($file)[0..5000])
        { Import-AlexNetModel "$TestDrive/cut.safetensors" -ErrorAction Stop } | Should -Throw -ErrorId 'ModelFileInvalid,*'
        { Import-AlexNetModel "$TestDrive/none.safetensors" -ErrorAction Stop } | Should -Throw -ErrorId 'ModelNotFound,*'
        { Invoke-AlexNetClassify "$Samples/fig.jpg" -Model "$TestDrive/none.safetensors" } | Should -Throw -ErrorId 'ModelNotFound,*'
    }
    It 'go on after one that is bad' {
        Set-Content "$TestDrive/bad.safetensors" 'no model'
        @(Import-AlexNetModel "$TestDrive/bad.safetensors", $file -ErrorAction SilentlyContinue).Count | Should -Be 1
    }
}

Describe 'Get-AlexNetModel' {
    It 'lists the built-in networks, one of them the default' {
        (Get-AlexNetModel).Name | Should -Be 'paper', 'source2012', 'bvlc', 'caffenet', 'onetower', 'caltech101'
        (Get-AlexNetModel | Where-Object IsDefault).Name | Should -Be 'caltech101'
        (Get-AlexNetModel caltech101).IsTrained | Should -BeTrue
        (Get-AlexNetModel paper).Parameters | Should -Be 60965224
        (Get-AlexNetModel one*).Parameters | Should -Be 61100840
    }
    It 'refuses an unknown name' { { Get-AlexNetModel resnet -ErrorAction Stop } | Should -Throw -ErrorId 'ArchitectureUnknown,*' }
    It 'describes a model at hand' {
        $info = New-SmallModel | Get-AlexNetModel
        $info.Classes | Should -Be 3
        $info.IsTrained | Should -BeFalse
        $info.Bytes | Should -Be ($info.Parameters * 4)
    }
    It 'survives Export-Clixml, as do layers' {
        Get-AlexNetModel bvlc | Export-Clixml "$TestDrive/model.xml"
        (Import-Clixml "$TestDrive/model.xml").Parameters | Should -Be 60965224
        Get-AlexNetLayer conv2 | Export-Clixml "$TestDrive/layer.xml"
        (Import-Clixml "$TestDrive/layer.xml").Im2ColRows | Should -Be 1200
    }
}

Describe 'Get-AlexNetLayer' {
    It 'has the numbers of the paper' {
        $layers = Get-AlexNetLayer
        ($layers | Measure-Object Parameters -Sum).Sum | Should -Be 60965224
        $conv1 = $layers | Where-Object Name -EQ conv1
        $conv1.Kernel, $conv1.Stride, $conv1.Padding, $conv1.Groups | Should -Be 11, 4, 0, 1
        $conv1.InputShape, $conv1.OutputShape | Should -Be '227x227x3', '55x55x96'
        $conv1.Im2Col | Should -Be '363 x 3025'
        $conv1.MultiplyAdds | Should -Be (363 * 3025 * 96)
        ($layers | Where-Object Name -EQ fc6).WeightBytes | Should -Be (37752832 * 4)
    }
    It 'takes names and patterns' {
        (Get-AlexNetLayer conv*, FC8).Name | Should -Be 'conv1', 'conv2', 'conv3', 'conv4', 'conv5', 'fc8'
        Get-AlexNetLayer nothing* -ErrorAction Stop | Should -BeNullOrEmpty
        { Get-AlexNetLayer nothing -ErrorAction Stop } | Should -Throw -ErrorId 'LayerNotFound,*'
    }
    It 'counts the bytes as a model stores them' {
        New-SmallModel | Export-AlexNetModel "$TestDrive/half.safetensors" -Precision Float16
        $layer = Get-AlexNetLayer conv1 -Model "$TestDrive/half.safetensors"
        $layer.WeightBytes | Should -Be (34848 * 2 + 96 * 4)
    }
}

Describe 'Completion' {
    It 'offers <Expected> for <Line>' -ForEach @(
        @{ Line = 'New-AlexNetModel caf'; Expected = 'caffenet' }
        @{ Line = 'Invoke-AlexNetClassify x.jpg -Model one'; Expected = 'onetower' }
        @{ Line = 'Get-AlexNetLayer conv5'; Expected = 'conv5' }
    ) {
        $first = (TabExpansion2 $Line).CompletionMatches | Select-Object -First 1
        $first.CompletionText | Should -Be $Expected
        $first.ToolTip | Should -Not -Be $first.CompletionText
    }
}
