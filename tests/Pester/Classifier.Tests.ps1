BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    # A place with photos by class in photos/, and a small network with random weights: what it sees of ten photos is enough to tell them apart.
    $folder = New-PhotoFolder
    $photos = "$folder/photos"
    New-ClassFolders $photos
    $backbone = New-AlexNetModel -FullyConnectedWidth 16 -InputSize 67 -ClassCount 5
    $with = @{ Model = $backbone; Cache = "$folder/cache"; Force = $true; WarningAction = 'SilentlyContinue' }
    # The labels that a model gives photos, in order.
    function Get-Labels([string] $Path) { (Invoke-AlexNetClassify $photos -Recurse -Model $Path).Label }
}
AfterAll { Remove-Item $folder -Recurse -Force }

Describe 'New-AlexNetClassifier' {
    BeforeAll {
        $model = "$folder/pets.safetensors"
        $report = New-AlexNetClassifier $photos $model @with -ReportPath "$folder/pets.html"
    }

    It 'writes a model of the classes, ready for Invoke-AlexNetClassify' {
        $written = Import-AlexNetModel $model
        $written.Labels.Items.Name | Should -Be 'cat', 'dog', 'sunflower'
        $written.IsTrained | Should -BeTrue
        $written.Preprocessing.ToString() | Should -Be $backbone.Preprocessing.ToString()
        # More than chance, which is a third of ten.
        $answers = Invoke-AlexNetClassify $photos -Recurse -Model $model
        $right = $answers | Where-Object { $_.Label -eq [System.IO.Path]::GetFileName([System.IO.Path]::GetDirectoryName($_.Path)) }
        @($right).Count | Should -BeGreaterOrEqual 4
    }
    It 'reports what Test-AlexNetModel finds on the photos held out' {
        $report.TrainingPhotos | Should -Be 7
        $report.HeldOut | Should -HaveCount 3
        $report.HeldOut | Set-Content "$folder/held-out.txt"
        $tested = $report | Test-AlexNetModel $photos -TestList "$folder/held-out.txt"
        $tested.Top1Error | Should -Be $report.Top1Error
        $tested.Top1Interval.High | Should -Be $report.Top1Interval.High
        ($tested.ConfusionMatrix | ForEach-Object { $_ }) -join ' ' | Should -Be (($report.ConfusionMatrix | ForEach-Object { $_ }) -join ' ')
    }
    It 'gives precision, recall and the worst mistakes' {
        $report.Classes.Label | Should -Be 'cat', 'dog', 'sunflower'
        ($report.Classes.Photos | Measure-Object -Sum).Sum | Should -Be 3
        ($report.Classes.Correct | Measure-Object -Sum).Sum | Should -Be (3 - $report.Mistakes.Count)
        foreach ($class in $report.Classes) { $class.Recall | Should -Be ($class.Correct / $class.Photos) }
        foreach ($mistake in $report.Mistakes) {
            $answer = Invoke-AlexNetClassify -LiteralPath $mistake.Photo -Model $model
            $answer.Label | Should -Be $mistake.Answer
            [math]::Abs($answer.Probability - $mistake.Probability) | Should -BeLessThan 1e-4
        }
        @($report.Mistakes | Get-Item).Count | Should -Be $report.Mistakes.Count
    }
    It 'writes a page that needs nothing else, with a picture of each mistake' {
        $page = Get-Content "$folder/pets.html" -Raw
        ([regex]::Matches($page, 'href="data:image/jpeg;base64,')).Count | Should -Be $report.Mistakes.Count
        $page | Should -Not -Match '<script|https?://(?!www\.w3\.org/2000/svg)'
    }
    It 'remembers how it was made' {
        $run = Get-AlexNetTrainingHistory $model
        $run.Settings['FirstLayer'] | Should -Be 'fc8'
        $run.Settings['Model'] | Should -Be 'paper'
        $run.Dataset | Should -Be 'photos'
        # And what it was made from: a classifier of a classifier has two runs.
        $null = New-AlexNetClassifier $photos "$folder/again.safetensors" -Model $model -Cache "$folder/cache" -Force
        @(Get-AlexNetTrainingHistory "$folder/again.safetensors").Count | Should -Be 2
    }
    It 'gives the same model with or without the cache, on any number of threads, and another of another seed' {
        $null = New-AlexNetClassifier $photos "$folder/same.safetensors" @with -ThreadCount 1
        (Get-FileHash "$folder/same.safetensors").Hash | Should -Not -Be (Get-FileHash $model).Hash -Because 'it has the time and the name in it'
        $known = (Invoke-AlexNetClassify $photos -Recurse -Model $model).Probability
        (Invoke-AlexNetClassify $photos -Recurse -Model "$folder/same.safetensors").Probability | Should -Be $known
        $verbose = New-AlexNetClassifier $photos "$folder/same.safetensors" @with -Verbose 4>&1 | Out-String
        $verbose | Should -Match '10 of them were in the cache'
        $fresh = $with.Clone(); $fresh.Cache = "$folder/other-cache"
        $null = New-AlexNetClassifier $photos "$folder/same.safetensors" @fresh
        (Invoke-AlexNetClassify $photos -Recurse -Model "$folder/same.safetensors").Probability | Should -Be $known
        (New-AlexNetClassifier $photos "$folder/same.safetensors" @with -Seed 5).HeldOut | Should -Not -Be $report.HeldOut
    }
    It 'trains deeper layers further with -FineTune' {
        $tuned = New-AlexNetClassifier $photos "$folder/tuned.safetensors" @with -FineTune FC7 -Epochs 2
        $tuned.FirstLayer | Should -Be 'fc7'
        (Get-AlexNetTrainingHistory "$folder/tuned.safetensors").Epochs | Should -HaveCount 3
        (Import-AlexNetModel "$folder/tuned.safetensors").Weight('fc6.weight').ToArray() | Should -Be $backbone.Weight('fc6.weight').ToArray()
        $tuned.HeldOut | Set-Content "$folder/held-out.txt"
        ($tuned | Test-AlexNetModel $photos -TestList "$folder/held-out.txt").Top1Error | Should -Be $tuned.Top1Error
    }
    It 'puts out the model with -PassThru, and takes folders from the pipeline' {
        $made = Get-Item $photos | New-AlexNetClassifier -OutPath "$folder/piped.safetensors" @with -PassThru
        $made.Labels.Items.Name | Should -Be 'cat', 'dog', 'sunflower'
        (Invoke-AlexNetClassify "$photos/cat/cat.png" -Model $made).Label | Should -Be (Invoke-AlexNetClassify "$photos/cat/cat.png" -Model "$folder/piped.safetensors").Label
    }
    It 'holds out other photos with -Validation, and does not train on their copies' {
        $others = "$folder/others"
        $null = [System.IO.Directory]::CreateDirectory("$others/cat")
        [System.IO.File]::Copy("$photos/cat/crab.jpg", "$others/cat/same.jpg", $true)
        $found = New-AlexNetClassifier $photos "$folder/others.safetensors" @with -Validation $others -WarningVariable warnings
        $found.HeldOut | Should -Be 'cat/same.jpg'
        $found.TrainingPhotos | Should -Be 9
        $warnings -join ' ' | Should -Match 'cat/crab\.jpg'
    }
    It 'does nothing with -WhatIf' {
        New-AlexNetClassifier $photos "$folder/none.safetensors" -Model $backbone -Cache "$folder/no-cache" -ReportPath "$folder/none.html" -WhatIf | Should -BeNullOrEmpty
        Get-ChildItem $folder -Filter n*o* | Where-Object Name -match '^none|^no-cache' | Should -BeNullOrEmpty
    }
    It 'shows itself in 80 columns' {
        foreach ($shown in $report, $report.Classes, $report.Mistakes) { $shown | Out-String -Width 80 -Stream | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 80 } }
        $report | Format-List | Out-String | Should -Match 'Backbone\s+: paper'
    }
}

Describe 'New-AlexNetClassifier refuses' {
    It 'a photo that cannot be read, by name, and goes on' {
        [System.IO.File]::WriteAllText("$photos/cat/broken.jpg", 'no photo')
        try {
            $found = New-AlexNetClassifier $photos "$folder/some.safetensors" @with -ErrorVariable failures -ErrorAction SilentlyContinue
            $failures | Should -HaveCount 1
            $failures[0].FullyQualifiedErrorId | Should -BeLike 'PhotoInvalid,*'
            $failures[0].TargetObject | Should -Match 'broken\.jpg$'
            $found.TrainingPhotos | Should -Be 7
        }
        finally { [System.IO.File]::Delete("$photos/cat/broken.jpg") }
    }
    It 'a class with too few photos, by name' {
        $null = [System.IO.Directory]::CreateDirectory("$photos/bird")
        [System.IO.File]::Copy("$Samples/fig.jpg", "$photos/bird/fig.jpg")
        # The fig is a sunflower too: in two classes it is of neither.
        try { { New-AlexNetClassifier $photos "$folder/some.safetensors" @with -ErrorAction Stop } | Should -Throw '*bird (0)*' -ErrorId 'DatasetInvalid,*' }
        finally { [System.IO.Directory]::Delete("$photos/bird", $true) }
    }
    It 'to overwrite what is there' {
        [System.IO.File]::WriteAllText("$folder/there.safetensors", '')
        { New-AlexNetClassifier $photos "$folder/there.safetensors" -Model $backbone -ErrorAction Stop } | Should -Throw -ErrorId 'ModelFileExists,*'
        { New-AlexNetClassifier $photos "$folder/new.safetensors" -ReportPath "$folder/there.safetensors" -Model $backbone -ErrorAction Stop } | Should -Throw -ErrorId 'ReportFileExists,*'
    }
    It 'what leads nowhere' {
        { New-AlexNetClassifier "$folder/none" "$folder/some.safetensors" @with -ErrorAction Stop } | Should -Throw -ErrorId 'DatasetNotFound,*'
        { New-AlexNetClassifier $photos "$folder/none/some.safetensors" @with -ErrorAction Stop } | Should -Throw -ErrorId 'ModelFileNotWritten,*'
        { New-AlexNetClassifier $photos "$folder/some.safetensors" -Force -Model "$folder/none.safetensors" -ErrorAction Stop } | Should -Throw -ErrorId 'ModelNotFound,*'
        { New-AlexNetClassifier $photos "$folder/some.safetensors" @with -FineTune fc9 -ErrorAction Stop } | Should -Throw '*fc9*' -ErrorId 'TrainingOptionInvalid,*'
        { New-AlexNetClassifier $photos "$folder/some.safetensors" @with -FineTune conv1 -ErrorAction Stop } | Should -Throw '*conv1*' -ErrorId 'TrainingOptionInvalid,*'
    }
}
