BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    # Everything small: a network of some thousand weights, an input of 67 pixels, ten photos.
    $small = @{ BatchSize = 4; FullyConnectedWidth = 16; InputSize = 67; Seed = 1 }
    # A place with photos by class in photos/, and a way to its files.
    function New-TrainingFolder {
        $folder = New-PhotoFolder
        New-ClassFolders ([System.IO.Path]::Combine($folder, 'photos'))
        $folder
    }
    # What of a model comes of training: its weights, not when it was trained.
    function Get-Answers([string] $Path) { (Invoke-AlexNetClassify "$Samples/fig.jpg", "$Samples/cat.png" -Model $Path).Predictions.Probability }
}

Describe 'Start-AlexNetTraining' {
    BeforeAll {
        $folder = New-TrainingFolder
        $photos, $model = "$folder/photos", "$folder/pets.safetensors"
        $epochs = @(Start-AlexNetTraining $photos $model @small -Epochs 3 -Validation 0.25 -Checkpoint "$folder/run.safetensors")
    }
    AfterAll { Remove-Item $folder -Recurse -Force }

    It 'puts out an object for each epoch' {
        $epochs.Epoch | Should -Be 1, 2, 3
        $epochs[0].Loss | Should -BeGreaterThan 0
        $epochs[0].ValidationTop1Error | Should -Not -BeNullOrEmpty
        $epochs | Out-String -Width 80 -Stream | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 80 }
    }
    It 'writes a trained model with the folders as its classes' {
        $written = Import-AlexNetModel $model
        $written.IsTrained | Should -BeTrue
        $written.Labels.Items.Name | Should -Be 'cat', 'dog', 'sunflower'
        (Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model).Predictions.Count | Should -Be 3
    }
    It 'keeps the run in a checkpoint, with the learning curve as a picture' {
        ([xml](Get-Content "$folder/run.svg" -Raw)).svg | Should -Not -BeNullOrEmpty
        Get-Answers "$folder/run.safetensors" | Should -Be (Get-Answers $model)
    }
    It 'gives the same model from the same seed on any number of threads and devices' {
        $null = Start-AlexNetTraining $photos "$folder/again.safetensors" @small -Epochs 3 -Validation 0.25 -ThreadCount 1 -DeviceCount 2
        Get-Answers "$folder/again.safetensors" | Should -Be (Get-Answers $model)
        $null = Start-AlexNetTraining $photos "$folder/again.safetensors" @small -Epochs 3 -Validation 0.25 -Mixup 0.2 -Force
        Get-Answers "$folder/again.safetensors" | Should -Not -Be (Get-Answers $model)
    }
    It 'goes on where it ended, to the bits of a run that did not' {
        $run = @{ Path = $photos; Schedule = 'Constant'; WarmupEpochs = 0 }
        $null = Start-AlexNetTraining @run "$folder/whole.safetensors" @small -Epochs 3
        $null = Start-AlexNetTraining @run @small -Epochs 1 -Checkpoint "$folder/cut-run.safetensors"
        $rest = @(Start-AlexNetTraining @run "$folder/cut.safetensors" @small -Epochs 3 -Checkpoint "$folder/cut-run.safetensors" -Resume)
        $rest.Epoch | Should -Be 2, 3
        Get-Answers "$folder/cut.safetensors" | Should -Be (Get-Answers "$folder/whole.safetensors")
        @(Get-AlexNetTrainingHistory "$folder/cut.safetensors").Epochs.Epoch | Should -Be 1, 2, 3
    }
    It 'ends with the pipeline, and keeps what was done' {
        $first = Start-AlexNetTraining $photos @small -Epochs 10000 -Checkpoint "$folder/long.safetensors" | Select-Object -First 1
        $first.Epoch | Should -Be 1
        @(Get-AlexNetTrainingHistory "$folder/long.safetensors").Epochs.Count | Should -BeGreaterThan 0
        @(Get-AlexNetTrainingHistory "$folder/long.safetensors").Epochs.Count | Should -BeLessThan 10000
    }
    It 'takes a CSV file and folders from the pipeline' {
        'path,class', 'photos/cat/cat.png,b', 'photos/cat/crab.jpg,b', 'photos/sunflower/fig.jpg,a', 'photos/sunflower/pagoda.jpg,a' | Set-Content "$folder/some.csv"
        $null = Start-AlexNetTraining "$folder/some.csv" "$folder/csv.safetensors" @small -Epochs 1
        (Import-AlexNetModel "$folder/csv.safetensors").Labels.Items.Name | Should -Be 'a', 'b'
        (Get-Item $photos | Start-AlexNetTraining -OutPath "$folder/piped.safetensors" @small -Epochs 1).Epoch | Should -Be 1
    }
    It 'lets the rate go as <Schedule> says' -ForEach @(
        @{ Schedule = 'Constant'; Options = @{}; Rates = 0.01, 0.01, 0.01 }
        @{ Schedule = 'Step'; Options = @{}; Rates = 0.01, 0.001, 0.0001 }
        @{ Schedule = 'Step'; Options = @{ StepEpochs = 2; RateFactor = 0.5 }; Rates = 0.01, 0.01, 0.005 }
        @{ Schedule = 'Exponential'; Options = @{ RateFactor = 0.5; BatchSize = 10 }; Rates = 0.01, 0.005, 0.0025 }
        @{ Schedule = 'Cosine'; Options = @{ BatchSize = 10 }; Rates = 0.01, 0.0075, 0.0025 }
        @{ Schedule = 'Plateau'; Options = @{ Patience = 1; LearningRate = 1e-9 }; Rates = 1e-9, 1e-9, 1e-10 }
    ) {
        $given = $small.Clone()
        foreach ($name in $Options.Keys) { $given[$name] = $Options[$name] }
        $rates = (Start-AlexNetTraining $photos "$folder/rates.safetensors" @given -Schedule $Schedule -WarmupEpochs 0 -Epochs 3 -Validation 0.25 -Force).LearningRate
        for ($i = 0; $i -lt 3; $i++) { [math]::Abs($rates[$i] / $Rates[$i] - 1) | Should -BeLessThan 1e-5 -Because "$($rates -join ' ')" }
    }
    It 'does nothing with -WhatIf' {
        Start-AlexNetTraining $photos "$folder/none.safetensors" -WhatIf | Should -BeNullOrEmpty
        Test-Path "$folder/none.safetensors" | Should -BeFalse
    }
}

Describe 'Start-AlexNetTraining refuses' {
    BeforeAll {
        $folder = New-TrainingFolder
        $photos, $model = "$folder/photos", "$folder/pets.safetensors"
        $one = $small + @{ Epochs = 1; Force = $true }
    }
    AfterAll { Remove-Item $folder -Recurse -Force }

    It 'a photo that cannot be read, by name, and trains on the others' {
        [System.IO.File]::WriteAllText("$photos/cat/broken.jpg", 'no photo')
        try {
            $epochs = Start-AlexNetTraining $photos $model @one -ErrorVariable failures -ErrorAction SilentlyContinue
            $failures | Should -HaveCount 1
            $failures[0].FullyQualifiedErrorId | Should -BeLike 'PhotoInvalid,*'
            $failures[0].TargetObject | Should -Match 'broken\.jpg$'
            $epochs.Images | Should -Be 8
        }
        finally { [System.IO.File]::Delete("$photos/cat/broken.jpg") }
    }
    It 'a class without photos, by name' {
        $null = [System.IO.Directory]::CreateDirectory("$photos/bird")
        try { { Start-AlexNetTraining $photos $model @one -ErrorAction Stop } | Should -Throw '*bird (0)*' -ErrorId 'DatasetInvalid,*' }
        finally { [System.IO.Directory]::Delete("$photos/bird") }
    }
    It 'photos that are also kept apart, unless they may be dropped' {
        [System.IO.File]::Copy("$photos/cat/cat.png", "$photos/sunflower/copy.png")
        'cat/cat.png' | Set-Content "$folder/test.txt"
        try {
            { Start-AlexNetTraining $photos $model @one -Exclude "$folder/test.txt" -ErrorAction Stop } | Should -Throw '*sunflower/copy.png*cat/cat.png*' -ErrorId 'DatasetInvalid,*'
            (Start-AlexNetTraining $photos $model @one -Exclude "$folder/test.txt" -DropDuplicate -WarningVariable warnings -WarningAction SilentlyContinue).Images | Should -Be 8
            $warnings | Should -Match 'sunflower/copy\.png'
        }
        finally { [System.IO.File]::Delete("$photos/sunflower/copy.png") }
    }
    It 'a list that names no photo of the folder' {
        'cat/none.png' | Set-Content "$folder/test.txt"
        { Start-AlexNetTraining $photos $model @one -Exclude "$folder/test.txt" -ErrorAction Stop } | Should -Throw '*cat/none.png*' -ErrorId 'DatasetInvalid,*'
    }
    It 'to go on once the loss is no number' {
        { Start-AlexNetTraining $photos $model @small -Epochs 200 -LearningRate 100 -WarmupEpochs 0 -Force -ErrorAction Stop } | Should -Throw '*loss*' -ErrorId 'TrainingDiverged,*'
        Test-Path "$folder/run.safetensors" | Should -BeFalse
    }
    It 'to overwrite what is there' {
        [System.IO.File]::WriteAllText("$folder/there.safetensors", '')
        { Start-AlexNetTraining $photos "$folder/there.safetensors" @small -Epochs 1 -ErrorAction Stop } | Should -Throw -ErrorId 'ModelFileExists,*'
        { Start-AlexNetTraining $photos -Checkpoint "$folder/there.safetensors" @small -Epochs 1 -ErrorAction Stop } | Should -Throw -ErrorId 'CheckpointExists,*'
    }
    It 'what leads nowhere, before a photo is read' {
        { Start-AlexNetTraining $photos @small -ErrorAction Stop } | Should -Throw '*nothing would remain*' -ErrorId 'TrainingOptionInvalid,*'
        { Start-AlexNetTraining $photos "$folder/none/pets.safetensors" @small -ErrorAction Stop } | Should -Throw -ErrorId 'ModelFileNotWritten,*'
        { Start-AlexNetTraining "$folder/none" $model @one -ErrorAction Stop } | Should -Throw -ErrorId 'DatasetNotFound,*'
        { Start-AlexNetTraining $photos $model -Architecture vgg -Force -ErrorAction Stop } | Should -Throw -ErrorId 'ArchitectureUnknown,*'
        { Start-AlexNetTraining $photos $model -InputSize 8 -Force -ErrorAction Stop } | Should -Throw '*8*' -ErrorId 'TrainingOptionInvalid,*'
    }
}

Describe 'models/thirty-a-class.ps1' {
    BeforeAll { $folder = New-TrainingFolder }
    AfterAll { Remove-Item $folder -Recurse -Force }

    It 'divides, trains, tests and tells' {
        # It imports the checkout's module, which this process cannot have beside the packed one.
        $told = pwsh -NoProfile -File "$Root/models/thirty-a-class.ps1" -Path "$folder/photos" -Folder "$folder/run" -PhotosPerClass 1 -TestPerClass 1 -LeastTestPerClass 0 -Epochs 1
        $told | Should -HaveCount 3
        $told[0] | Should -Match 'epoch   1 '
        $told[1] | Should -Match '^centre: mean accuracy of 3 classes [\d.,]+.?%; of 3 test photos'
        $told[2] | Should -Match '^ten views: '
        (Get-AlexNetTrainingHistory "$folder/run/model.safetensors").Epochs.Images | Should -Be 3
    }
}

Describe 'Split-AlexNetDataset' {
    BeforeAll { $folder = New-TrainingFolder }
    AfterAll { Remove-Item $folder -Recurse -Force }

    It 'divides every class, in the same way each time' {
        $parts = Split-AlexNetDataset "$folder/photos" -TestFraction 0.25 -Seed 1
        $parts | Should -HaveCount 10
        foreach ($class in $parts | Group-Object Label) { $class.Group.Part | Should -Contain 'Test'; $class.Group.Part | Should -Contain 'Training' }
        (Split-AlexNetDataset "$folder/photos" -TestFraction 0.25 -Seed 1).Part | Should -Be $parts.Part
        Test-Path $parts[0].Path | Should -BeTrue
    }
    It 'names the classes that have too few photos' {
        { Split-AlexNetDataset "$folder/photos" -TrainingPerClass 2 -ErrorAction Stop } | Should -Throw '*dog (2)*' -ErrorId 'DatasetInvalid,*'
        (Split-AlexNetDataset "$folder/photos" -TrainingPerClass 1 -TestPerClass 1).Count | Should -Be 6
    }
}

Describe 'Get-AlexNetTrainingHistory' {
    BeforeAll {
        $folder = New-TrainingFolder
        $file = "$folder/c[1].safetensors"
        $null = Start-AlexNetTraining "$folder/photos" $file @small -Epochs 2 -Checkpoint "$folder/run.safetensors"
    }
    AfterAll { Remove-Item $folder -Recurse -Force }

    It 'tells of a model and of a checkpoint' {
        $run = Get-AlexNetTrainingHistory -LiteralPath $file
        $run.Epochs.Epoch | Should -Be 1, 2
        $run.Dataset | Should -Be 'photos'
        $run.Settings['FullyConnectedWidth'] | Should -Be '16'
        (Get-AlexNetTrainingHistory "$folder/run.safetensors").Fingerprint | Should -Be $run.Fingerprint
    }
    It 'takes files and models from the pipeline' {
        (Get-Item -LiteralPath $file | Get-AlexNetTrainingHistory).LastStep | Should -Be 4
        (Import-AlexNetModel -LiteralPath $file | Get-AlexNetTrainingHistory).LastStep | Should -Be 4
    }
    It 'tells of the model that ships, by its name in either place' {
        $run = Get-AlexNetTrainingHistory caltech101
        $run.Epochs.Count | Should -BeGreaterThan 1
        (Get-AlexNetTrainingHistory -Model caltech101).Epochs.Count | Should -Be $run.Epochs.Count
    }
    It 'says nothing of a model without one, and refuses what is no model' {
        New-SmallModel | Get-AlexNetTrainingHistory | Should -BeNullOrEmpty
        { Get-AlexNetTrainingHistory "$folder/none.safetensors" -ErrorAction Stop } | Should -Throw -ErrorId 'ModelNotFound,*'
    }
    It 'looks saved as it does live' {
        $run = Get-AlexNetTrainingHistory -LiteralPath $file
        $run | Export-Clixml "$folder/run.xml"
        foreach ($format in 'Format-Table', 'Format-List') {
            (Import-Clixml "$folder/run.xml" | & $format | Out-String -Width 80) | Should -Be ($run | & $format | Out-String -Width 80)
        }
    }
}

Describe 'Test-AlexNetModel' {
    BeforeAll {
        $folder = New-TrainingFolder
        $photos = "$folder/photos"
        $model = New-SmallModel
        $answers = Invoke-AlexNetClassify $photos -Recurse -Model $model -WarningAction SilentlyContinue
        $result = Test-AlexNetModel $photos -Model $model -WarningAction SilentlyContinue
    }
    AfterAll { Remove-Item $folder -Recurse -Force }

    It 'counts the answers of Invoke-AlexNetClassify' {
        $right = @($answers | Where-Object { $_.Label -eq [System.IO.Path]::GetFileName([System.IO.Path]::GetDirectoryName($_.Path)) }).Count
        $result.Photos | Should -Be 10
        $result.Top1Error | Should -Be (1 - $right / 10)
        $result.Top5Error | Should -Be 0
        $result.Top1Interval.Low | Should -BeLessThan $result.Top1Error
        $result.Top1Interval.High | Should -BeGreaterThan $result.Top1Error
    }
    It 'says verbosely what computed each layer and how long that took' {
        $lines = Test-AlexNetModel $photos -Model $model -Verbose 3>&1 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        @($lines -match '^paper: conv\d by \w+: [\d.]+ ms an image, [\d.]+ ms for 10$').Count | Should -Be 5
    }
    It 'counts by class, and what was taken for what' {
        $result.Classes.Label | Should -Be 'sunflower', 'cat', 'dog'
        $result.Classes.Photos | Should -Be 4, 4, 2
        [math]::Abs($result.MeanClassAccuracy - ($result.Classes.Accuracy | Measure-Object -Average).Average) | Should -BeLessThan 1e-12
        ($result.ConfusionMatrix | ForEach-Object { $_ } | Measure-Object -Sum).Sum | Should -Be 10
        ($result.Confusions.Photos | Measure-Object -Sum).Sum | Should -Be (10 * $result.Top1Error)
    }
    It 'tests on the photos of a list alone' {
        'cat/cat.png', 'dog/cocker-spaniels.jpg' | Set-Content "$folder/test.txt"
        (Test-AlexNetModel $photos -Model $model -TestList "$folder/test.txt").Photos | Should -Be 2
        'none.png' | Set-Content "$folder/test.txt"
        { Test-AlexNetModel $photos -Model $model -TestList "$folder/test.txt" -ErrorAction Stop } | Should -Throw -ErrorId 'DatasetInvalid,*'
    }
    It 'takes models from the pipeline, and ten views' {
        $model | Export-AlexNetModel "$folder/small.safetensors"
        'cat/cat.png', 'dog/cocker-spaniels.jpg' | Set-Content "$folder/test.txt"
        $both = $model, (Get-Item "$folder/small.safetensors") | Test-AlexNetModel $photos -TestList "$folder/test.txt" -TenView -WarningAction SilentlyContinue
        $both.Top1Error | Should -Be $both[0].Top1Error, $both[0].Top1Error
        $both[0].TenView | Should -BeTrue
    }
    It 'names a photo that cannot be read, and counts the others' {
        [System.IO.File]::WriteAllText("$photos/cat/broken.jpg", 'no photo')
        try {
            $found = Test-AlexNetModel $photos -Model $model -ErrorVariable failures -ErrorAction SilentlyContinue
            $failures[0].FullyQualifiedErrorId | Should -BeLike 'PhotoInvalid,*'
            $found.Photos, $found.Failed | Should -Be 10, 1
            $found.Confusions.Count | Should -Be $result.Confusions.Count
        }
        finally { [System.IO.File]::Delete("$photos/cat/broken.jpg") }
    }
    It 'refuses classes that the model has not' {
        { Test-AlexNetModel $photos -Model (New-AlexNetModel -FullyConnectedWidth 8 -Class cat, dog) -ErrorAction Stop } | Should -Throw '*sunflower*' -ErrorId 'DatasetInvalid,*'
    }
    It 'fits into 80 columns' {
        foreach ($shown in $result, $result.Classes) { $shown | Out-String -Width 80 -Stream | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 80 } }
    }
}
