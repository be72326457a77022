BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    # Everything small: a network of some thousand weights beside the convolutions, an input of 67 pixels, ten photos.
    $folder = New-PhotoFolder
    $photos, $file = "$folder/photos", "$folder/small.safetensors"
    New-ClassFolders $photos
    $model = New-AlexNetModel -FullyConnectedWidth 16 -InputSize 67 -Class sunflower, cat, dog
    # Little of the convolutions, which are of full width: coding them is what takes time.
    $little = @{ FirstConvolutionDensity = 0.02; ConvolutionDensity = 0.02 }
    $training = $little + @{ Path = $photos; BatchSize = 4; Epochs = 2 }
    'cat/cat.png', 'dog/cocker-spaniels.jpg', 'sunflower/fig.jpg' | Set-Content "$folder/test.txt"
}
AfterAll { Remove-Item $folder -Recurse -Force }

Describe 'Compress-AlexNetModel without photos' {
    BeforeAll { $result = Compress-AlexNetModel $model $file @little -FullyConnectedDensity 0.1 -WarningAction SilentlyContinue }

    It 'says how many bytes there were and are' {
        $result.Path | Should -Be (Convert-Path $file)
        $result.OriginalBytes | Should -Be $model.WeightBytes
        $result.Bytes | Should -Be (Get-Item $file).Length
        $result.Ratio | Should -BeGreaterThan 8
        $result.Top1ErrorBefore, $result.Top1ErrorAfter | Should -Be $null, $null
    }
    It 'keeps of each layer the share and the values asked for' {
        $result.Layers.Layer | Should -Be 'conv1', 'conv2', 'conv3', 'conv4', 'conv5', 'fc6', 'fc7', 'fc8'
        $wanted = 0.02, 0.02, 0.02, 0.02, 0.02, 0.1, 0.1, 0.25
        for ($i = 0; $i -lt 8; $i++) {
            [math]::Abs($result.Layers[$i].Kept - $wanted[$i] * $result.Layers[$i].Weights) | Should -BeLessOrEqual 1
            $result.Layers[$i].Values | Should -BeLessOrEqual ($i -lt 5 ? 255 : 32)
        }
    }
    It 'writes a model that answers, with all that belongs to it' {
        $compressed = Import-AlexNetModel $file
        $compressed.Labels.Items.Name | Should -Be 'sunflower', 'cat', 'dog'
        $compressed.IsTrained | Should -BeFalse
        (Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $file -WarningAction SilentlyContinue).Predictions | Should -HaveCount 3
        $run = Get-AlexNetTrainingHistory $file
        $run.LastStep | Should -Be 0
        $run.Settings['FullyConnectedDensity'] | Should -Be '0.1'
    }
    It 'takes models from the pipeline, other shares and bits, and puts out the model with -PassThru' {
        $compressed = $model | Compress-AlexNetModel -OutPath "$folder/other.safetensors" @little -LayerDensity @{ fc6 = 0.5 } -FullyConnectedBits 2 -PassThru -WarningAction SilentlyContinue
        $compressed | Should -BeOfType AlexNet.Engine.Models.Model
        $layers = (Compress-AlexNetModel $compressed "$folder/again.safetensors" @little -FullyConnectedDensity 1 -WarningAction SilentlyContinue).Layers
        ($layers | Where-Object Layer -eq fc6).Values | Should -BeLessOrEqual 4
        [math]::Abs(($layers | Where-Object Layer -eq fc6).Density - 0.5) | Should -BeLessThan 0.01
        @(Get-AlexNetTrainingHistory "$folder/again.safetensors").Count | Should -Be 2
    }
    It 'fits into 80 columns, and looks saved as it does live' {
        $result | Export-Clixml "$folder/result.xml"
        $saved = Import-Clixml "$folder/result.xml"
        foreach ($format in 'Format-Table', 'Format-List') {
            $live = $result | & $format | Out-String -Width 80
            $saved | & $format | Out-String -Width 80 | Should -Be $live
        }
        foreach ($line in $result | Format-List -Property * -Force | Out-String -Stream) { $line | Should -Not -Match 'Microsoft\.PowerShell' }
        foreach ($line in $result.Layers | Out-String -Width 80 -Stream) { $line.TrimEnd().Length | Should -BeLessOrEqual 80 }
    }
    It 'does nothing with -WhatIf' {
        Compress-AlexNetModel $model "$folder/none.safetensors" -WhatIf | Should -BeNullOrEmpty
        Test-Path "$folder/none.safetensors" | Should -BeFalse
    }
}

Describe 'Compress-AlexNetModel with photos' {
    BeforeAll {
        $trained = "$folder/trained.safetensors"
        $null = Start-AlexNetTraining $photos $trained -BatchSize 4 -FullyConnectedWidth 16 -InputSize 67 -Epochs 1 -Exclude "$folder/test.txt" -LabelSmoothing 0.2 -Crop Centre
        $result = Compress-AlexNetModel $trained "$folder/further.safetensors" @training -Exclude "$folder/test.txt"
    }

    It 'trains the model further on the photos that are not kept out, and goes on in its history' {
        $runs = @(Get-AlexNetTrainingHistory "$folder/further.safetensors")
        $runs | Should -HaveCount 2
        $runs[1].FirstStep | Should -Be $runs[0].LastStep
        $runs[1].Epochs.Images | Should -Be 4, 4
        $runs[1].Fingerprint | Should -Be $runs[0].Fingerprint
    }
    It 'varies photos as when the model was trained' {
        $settings = (Get-AlexNetTrainingHistory "$folder/further.safetensors")[-1].Settings
        $settings['Crop'] | Should -Be 'Centre'
        $settings['LabelSmoothing'] | Should -Be '0.2'
        $settings['FullyConnectedBits'] | Should -Be '5'
    }
    It 'says the errors of before and after on the photos kept out, as Test-AlexNetModel does' {
        $result.Before.Photos, $result.After.Photos | Should -Be 3, 3
        $result.Top1ErrorBefore | Should -Be (Test-AlexNetModel $photos -Model $trained -TestList "$folder/test.txt").Top1Error
        $result.Top1ErrorAfter | Should -Be (Test-AlexNetModel $photos -Model "$folder/further.safetensors" -TestList "$folder/test.txt").Top1Error
    }
    It 'keeps the shares asked for' {
        foreach ($layer in $result.Layers | Where-Object Layer -in fc6, fc7) { $layer.Kept | Should -BeLessOrEqual ([math]::Ceiling(0.09 * $layer.Weights)) -Because $layer.Layer; $layer.Values | Should -BeLessOrEqual 32 }
    }
    It 'gives the same file on any number of threads' {
        $one, $three = 1, 3 | ForEach-Object { Compress-AlexNetModel $model $file @training -Validation 0.25 -ThreadCount $_ -Seed 7 -Force -PassThru }
        foreach ($weight in $one.Weights) { [System.Linq.Enumerable]::SequenceEqual($weight.ToArray(), $three.Weight($weight.Name).ToArray()) | Should -BeTrue -Because $weight.Name }
    }
    It 'only measures with -Epochs 0' {
        $measured = Compress-AlexNetModel $model $file @little -Path $photos -Epochs 0 -Force
        $measured.After.Photos | Should -Be 10
        (Get-AlexNetTrainingHistory $file).LastStep | Should -Be 0
    }
}

Describe 'Compress-AlexNetModel refuses' {
    It 'to replace a file, unless told to' {
        [System.IO.File]::WriteAllText("$folder/there.safetensors", '')
        { Compress-AlexNetModel $model "$folder/there.safetensors" -ErrorAction Stop } | Should -Throw -ErrorId 'ModelFileExists,*'
    }
    It 'a folder, layers, shares and photos that are not there, with a file left out' {
        { Compress-AlexNetModel $model "$folder/none/x.safetensors" -ErrorAction Stop } | Should -Throw -ErrorId 'ModelFileNotWritten,*'
        { Compress-AlexNetModel $model "$folder/x.safetensors" -LayerDensity @{ fc9 = 0.1 } -ErrorAction Stop } | Should -Throw '*fc9*fc8*' -ErrorId 'TrainingOptionInvalid,*'
        { Compress-AlexNetModel $model "$folder/x.safetensors" -LayerDensity @{ fc6 = 'much' } -ErrorAction Stop } | Should -Throw "*'much'*" -ErrorId 'CompressionOptionInvalid,*'
        { Compress-AlexNetModel $model "$folder/x.safetensors" -Epochs 2 -ErrorAction Stop } | Should -Throw '*no photos*' -ErrorId 'CompressionOptionInvalid,*'
        { Compress-AlexNetModel $model "$folder/x.safetensors" -Path "$folder/none" -ErrorAction Stop } | Should -Throw -ErrorId 'DatasetNotFound,*'
        { Compress-AlexNetModel "$folder/none.safetensors" "$folder/x.safetensors" -ErrorAction Stop } | Should -Throw -ErrorId 'ModelNotFound,*'
        Test-Path "$folder/x.safetensors" | Should -BeFalse
    }
    It 'classes that the model has not' {
        { Compress-AlexNetModel (New-AlexNetModel -FullyConnectedWidth 8 -InputSize 67 -Class cat, dog) "$folder/x.safetensors" @training -ErrorAction Stop } | Should -Throw '*sunflower*' -ErrorId 'DatasetInvalid,*'
    }
    It 'to write what cannot be trained' {
        { Compress-AlexNetModel $model "$folder/x.safetensors" @little -Path $photos -BatchSize 4 -Epochs 50 -LearningRate 100 -ErrorAction Stop } | Should -Throw -ErrorId 'TrainingDiverged,*'
        Test-Path "$folder/x.safetensors" | Should -BeFalse
    }
}
