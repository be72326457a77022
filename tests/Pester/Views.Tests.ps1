BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Saved objects' {
    BeforeAll {
        $model = New-SmallModel
        $folder = New-PhotoFolder
        New-ClassFolders $folder
        $photo = Join-Path $Samples 'fig.jpg'
    }
    AfterAll { Remove-Item $folder -Recurse -Force }

    It 'of <Name> look as they did' -ForEach @(
        @{ Name = 'Invoke-AlexNetClassify'; Script = { Invoke-AlexNetClassify $photo -Model $model } }
        @{ Name = 'predictions'; Script = { (Invoke-AlexNetClassify $photo -Model $model).Predictions } }
        @{ Name = 'Get-AlexNetModel'; Script = { Get-AlexNetModel paper, bvlc } }
        @{ Name = 'Get-AlexNetLayer'; Script = { Get-AlexNetLayer conv* -Architecture paper } }
        @{ Name = 'Get-AlexNetLabel'; Script = { Get-AlexNetLabel '*shark*' } }
        @{ Name = 'Get-AlexNetDevicePlan'; Script = { Get-AlexNetDevicePlan } }
        @{ Name = 'Get-AlexNetDevice'; Script = { Get-AlexNetDevice 1 -NoMeasurement } }
        @{ Name = 'Find-AlexNetModel'; Script = { Find-AlexNetModel } }
        @{ Name = 'Get-AlexNetActivation'; Script = { Get-AlexNetActivation $photo -Model $model } }
        @{ Name = 'Get-AlexNetFeature'; Script = { Get-AlexNetFeature $photo -Model $model -Layer conv5 } }
        @{ Name = 'Test-AlexNetModel'; Script = { Test-AlexNetModel $folder -Model $model } }
        @{ Name = 'Compare-AlexNetModel'; Script = { Compare-AlexNetModel $model $model $photo } }
        @{ Name = 'Split-AlexNetDataset'; Script = { Split-AlexNetDataset $folder } }
        @{ Name = 'Measure-AlexNetPerformance'; Script = { Measure-AlexNetPerformance $model -BatchSize 1 -Repeat 3 -PerLayer } }
    ) {
        $live = & $Script
        $live | Export-Clixml "$TestDrive/saved.xml" -Depth 3
        $saved = Import-Clixml "$TestDrive/saved.xml"
        @($saved)[0].PSObject.TypeNames[0] | Should -BeLike 'Deserialized.AlexNet.*'
        $saved | Out-String -Width 100 | Should -Be ($live | Out-String -Width 100)
    }
    It 'of a model are its description' {
        $model | Export-Clixml "$TestDrive/model.xml"
        Import-Clixml "$TestDrive/model.xml" | Out-String -Width 100 | Should -Match '(?m)^paper +3 '
        (Get-Item "$TestDrive/model.xml").Length | Should -BeLessThan 10000
    }
}

Describe 'Results' {
    BeforeAll {
        $folder = New-PhotoFolder
        New-ClassFolders $folder
        $model = New-SmallModel
    }
    AfterAll { Remove-Item $folder -Recurse -Force }

    It 'are told in a few words' {
        foreach ($type in (Get-Command -Module AlexNet).OutputType.Type | Where-Object Namespace -Like 'AlexNet.*' | Sort-Object FullName -Unique) {
            # A record's own words are all its properties.
            $type.GetMethod('ToString', [type[]]@()).GetCustomAttributes([System.Runtime.CompilerServices.CompilerGeneratedAttribute], $false) | Should -BeNullOrEmpty -Because $type
        }
        "$(Split-AlexNetDataset $folder | Select-Object -First 1)" | Should -Exist
        "$(Test-AlexNetModel $folder -Model $model)" | Should -Match '^paper on .*: top-1 error \d+\.\d%, top-5 error 0\.0% of 10 photos$'
    }
    It 'of <Name> are sorted by <By> when nobody says by what' -ForEach @(
        @{ Name = 'Invoke-AlexNetClassify'; By = 'Path'; Script = { Invoke-AlexNetClassify $folder -Recurse -Model $model } }
        @{ Name = 'predictions'; By = 'Rank'; Script = { (Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model).Predictions } }
        @{ Name = 'Get-AlexNetLayer'; By = 'Position'; Script = { Get-AlexNetLayer } }
        @{ Name = 'Measure-AlexNetPerformance'; By = 'BatchSize'; Script = { Measure-AlexNetPerformance $model -BatchSize 4, 1, 2 -Repeat 1 } }
    ) {
        $results = & $Script
        $results | Sort-Object -Descending | Sort-Object | ForEach-Object $By | Should -Be ($results | Sort-Object $By | ForEach-Object $By)
    }
}

Describe 'In a console of 80 columns' {
    It '<Name> shows each heading on one line' -ForEach @(
        @{ Name = 'Get-AlexNetModel'; Script = { Get-AlexNetModel } }
        @{ Name = 'New-AlexNetModel'; Script = { New-SmallModel } }
    ) {
        $lines = & $Script | Out-String -Width 80 -Stream
        $lines | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 80 }
        @($lines -match '^Name\s.*\sTrained\s*$').Count | Should -Be 1
        $lines -match '^paper.*\sno\s*$' | Should -Not -BeNullOrEmpty
    }
}
