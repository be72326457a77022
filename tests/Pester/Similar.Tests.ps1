BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $model = New-SmallModel
    $kinds = Join-Path $Samples 'caltech101'
    function Names($found) { $found | ForEach-Object { [System.IO.Path]::GetFileName([string] $_.Path) } }
}

Describe 'Find-AlexNetSimilarImage with the default model' {
    It 'finds the other picture of a kind among the three nearest: <Photo>' -ForEach @(
        @{ Photo = 'wrench.webp'; Other = 'wrench-on-cloth.webp' }
        @{ Photo = 'wrench-on-cloth.webp'; Other = 'wrench.webp' }
    ) {
        Names (Find-AlexNetSimilarImage (Join-Path $kinds $Photo) -Within $Samples -Recurse -Top 3) | Should -Contain $Other
    }
    It 'finds a photo that was made smaller as a near duplicate, and nothing else' {
        $folder = New-PhotoFolder
        Copy-Item "$kinds/*", "$Samples/*.jpg" $folder
        # Smaller by the module's own thumbnails: a page holds each photo as a JPEG.
        $page = Invoke-AlexNetClassify "$kinds/panda.jpg" -Model $model | ConvertTo-AlexNetHtml
        $page -match 'data:image/jpeg;base64,([A-Za-z0-9+/=]+)' | Should -BeTrue
        [System.IO.File]::WriteAllBytes("$folder/small.jpg", [Convert]::FromBase64String($Matches[1]))
        $groups = @(Find-AlexNetSimilarImage -Within $folder -DuplicateThreshold 0.9)
        $groups.Count | Should -Be 1
        Names $groups[0].Photos | Should -Be 'panda.jpg', 'small.jpg'
        $groups[0].Similarity | Should -BeGreaterThan 0.9
        Remove-Item $folder -Recurse
    }
}

Describe 'Find-AlexNetSimilarImage' {
    BeforeAll {
        $folder = New-PhotoFolder 'a.jpg', 'b.jpg', 'sub/c.jpg'
        Copy-Item "$Samples/crab.jpg", "$Samples/cat.png" $folder
    }
    AfterAll { Remove-Item $folder -Recurse }

    It 'puts out typed results, most similar first' {
        $found = Find-AlexNetSimilarImage "$folder/a.jpg" -Within $folder -Recurse -Model $model
        $found | Should -BeOfType AlexNet.Engine.Similarity.SimilarImage
        Names $found | Should -Contain 'c.jpg'
        # $found.Rank would be the array's own.
        $found | ForEach-Object Rank | Should -Be 1, 2, 3, 4
        $found[0].Similarity | Should -BeGreaterThan 0.99999
        @(Find-AlexNetSimilarImage "$folder/a.jpg" -Within $folder -Model $model).Count | Should -Be 3
    }
    It 'takes photos from the pipeline and answers each' {
        $found = Get-ChildItem $folder -File | Find-AlexNetSimilarImage -Within $folder -Top 2 -Model $model
        @($found).Count | Should -Be 8
        @($found | Group-Object Query).Count | Should -Be 4
    }
    It 'copies what it finds' {
        $target = (New-Item "$TestDrive/found" -ItemType Directory).FullName
        Find-AlexNetSimilarImage "$folder/a.jpg" -Within $folder -Top 1 -Model $model | Copy-Item -Destination $target
        "$target/b.jpg" | Should -Exist
    }
    It 'lists copies, also those that only -Recurse finds' {
        $groups = @(Find-AlexNetSimilarImage -Within $folder -Recurse -DuplicateThreshold 0.9999)
        Names $groups.Photos | Should -Be 'a.jpg', 'b.jpg', 'c.jpg'
        $groups[0].Count | Should -Be 3
    }
    It 'shows a bar' {
        $text = Find-AlexNetSimilarImage "$folder/a.jpg" -Within $folder -Top 1 -Model $model | Out-String
        $text | Should -Match 'Rank\s+Photo\s+Similarity\s+Bar'
        $text | Should -Match '1\s+b\.jpg\s+1[.,]000\s+█{11,12}'
    }
    It 'shows groups' {
        Find-AlexNetSimilarImage -Within $folder -DuplicateThreshold 0.9999 | Out-String | Should -Match '1\s+2\s+1[.,]000\s+a\.jpg, b\.jpg'
    }
    It 'makes a page with the photo beside its neighbours' {
        Find-AlexNetSimilarImage "$folder/a.jpg" -Within $folder -Top 2 -Model $model | ConvertTo-AlexNetHtml | Should -Match '2 photos like a\.jpg'
    }
    It 'goes on after what is no photo' {
        $found = "$Samples/LICENSES.md", "$folder/a.jpg" | Find-AlexNetSimilarImage -Within $folder -Top 1 -Model $model -ErrorVariable errors -ErrorAction SilentlyContinue
        @($found).Count | Should -Be 1
        $errors.FullyQualifiedErrorId | Should -BeLike 'PhotoInvalid,*'
    }
    It 'says <Id>' -ForEach @(
        @{ Id = 'FolderNotFound'; Script = { Find-AlexNetSimilarImage "$folder/a.jpg" -Within "$folder/nowhere" -Model $model -ErrorAction Stop } }
        @{ Id = 'LayerNotFound'; Script = { Find-AlexNetSimilarImage -Within $folder -Layer fc9 -Model $model -ErrorAction Stop } }
        @{ Id = 'OutFileFormatUnknown'; Script = { Find-AlexNetSimilarImage -Within $folder -Index "$folder/a.jpg" -Force -Model $model -ErrorAction Stop } }
        @{ Id = 'PhotoNotFound'; Script = { Find-AlexNetSimilarImage "$folder/none.jpg" -Within $folder -Model $model -ErrorAction Stop } }
    ) { $Script | Should -Throw -ErrorId "$Id,*" }
    It 'is the same from runspaces at once, which share an index' {
        $manifest, $index = (Join-Path $Root 'AlexNet.psd1'), "$TestDrive/shared.index"
        $found = 1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:manifest
            $own = New-AlexNetModel -FullyConnectedWidth 16 -Class sunflower, cat, dog
            Find-AlexNetSimilarImage "$using:folder/crab.jpg" -Within $using:folder -Index $using:index -Top 1 -Model $own -WarningAction SilentlyContinue
        }
        @($found | Group-Object Path, Similarity).Count | Should -Be 1
        @($found).Count | Should -Be 4
    }
    It 'completes the layer' {
        $line = 'Find-AlexNetSimilarImage -Within . -Layer re'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'relu7'
    }
}

Describe 'Update-AlexNetImageIndex' {
    BeforeAll { $folder = New-PhotoFolder 'a.jpg', 'b.jpg'; Copy-Item "$Samples/crab.jpg" $folder }
    AfterAll { Remove-Item $folder -Recurse }

    It 'reads what is new and leaves the rest' {
        $index = "$TestDrive/photos.index"
        $first = Update-AlexNetImageIndex $folder -Index $index -Model $model -PassThru
        $first.Photos, $first.Read | Should -Be 3, 3
        Copy-Item "$Samples/cat.png" $folder
        Remove-Item "$folder/b.jpg"
        $second = Get-Item $folder | Update-AlexNetImageIndex -Index $index -Model $model -PassThru
        $second.Photos, $second.Read, $second.Removed | Should -Be 3, 1, 1
        Update-AlexNetImageIndex $folder -Index $index -Model $model | Should -BeNullOrEmpty
    }
    It 'writes nothing with -WhatIf' {
        Update-AlexNetImageIndex $folder -Index "$TestDrive/none.index" -Model $model -WhatIf
        "$TestDrive/none.index" | Should -Not -Exist
    }
    It 'refuses an index that is damaged until -Force' {
        $index = "$TestDrive/damaged.index"
        [System.IO.File]::WriteAllBytes($index, [byte[]](1, 2, 3))
        { Update-AlexNetImageIndex $folder -Index $index -Model $model -ErrorAction Stop } | Should -Throw -ErrorId 'ImageIndexInvalid,*'
        (Update-AlexNetImageIndex $folder -Index $index -Model $model -Force -PassThru).Photos | Should -Be 3
    }
    It 'keeps what other processes write at the same time' {
        $index = "$TestDrive/two.index"
        $folders = 1..3 | ForEach-Object { New-PhotoFolder "$_-a.jpg", "$_-b.jpg" }
        $manifest = Join-Path $Root 'AlexNet.psd1'
        $processes = foreach ($each in $folders) {
            Start-Process pwsh -PassThru -ArgumentList '-NoProfile', '-Command', "Import-Module '$manifest'; Update-AlexNetImageIndex '$each' -Index '$index' -Model (New-AlexNetModel -FullyConnectedWidth 16 -Class sunflower, cat, dog)"
        }
        $processes | Wait-Process
        $processes.ExitCode | Should -Be 0, 0, 0
        foreach ($each in $folders) {
            $info = Update-AlexNetImageIndex $each -Index $index -Model $model -PassThru
            $info.Photos, $info.Read | Should -Be 2, 0
        }
        $folders | Remove-Item -Recurse
    }
}
