BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $model = New-SmallModel
    function Leaf { $input | ForEach-Object { Split-Path "$($_.Path)" -Leaf } }
}

Describe 'Folders' {
    BeforeAll {
        $folder = New-PhotoFolder 'a.jpg', 'sub/b.jpg', 'sub/b.png', 'sub/deep/c.jpg', 'sub.jpg/d.png'
        [System.IO.File]::WriteAllText("$folder/sub/notes.txt", 'text')
    }
    AfterAll { Remove-Item $folder -Recurse -Force }

    It 'that Get-ChildItem -Recurse sends are not entered: what is in them comes by itself' {
        Get-ChildItem $folder -Recurse -Exclude *.txt | Invoke-AlexNetClassify -Model $model | Leaf | Sort-Object | Should -Be 'a.jpg', 'b.jpg', 'b.png', 'c.jpg', 'd.png'
        Get-ChildItem $folder | Invoke-AlexNetClassify -Model $model | Leaf | Should -Be 'a.jpg'
    }
    It 'that are sent are entered with -Recurse' {
        Get-Item "$folder/sub" | Invoke-AlexNetClassify -Recurse -Model $model | Leaf | Should -Be 'b.jpg', 'b.png', 'c.jpg'
    }
    It 'that are named are entered, by -LiteralPath and as words in the pipeline too' {
        Invoke-AlexNetClassify -LiteralPath "$folder/sub" -Model $model | Leaf | Should -Be 'b.jpg', 'b.png'
        "$folder/sub" | Invoke-AlexNetClassify -Model $model | Leaf | Should -Be 'b.jpg', 'b.png'
    }
    It 'below a pattern are searched with -Recurse' {
        Invoke-AlexNetClassify "$folder/*.jpg" -Recurse -Model $model | Leaf | Sort-Object | Should -Be 'a.jpg', 'b.jpg', 'c.jpg', 'd.png'
        Invoke-AlexNetClassify "$folder/*.png" -Recurse -Model $model | Leaf | Sort-Object | Should -Be 'b.png', 'd.png'
        Push-Location $folder
        try { Invoke-AlexNetClassify c.* -Recurse -Model $model | Leaf | Should -Be 'c.jpg' } finally { Pop-Location }
        Invoke-AlexNetClassify "$folder/*" -Recurse -Model $model | Leaf | Sort-Object | Should -Be 'a.jpg', 'b.jpg', 'b.png', 'c.jpg', 'd.png'
    }
}

Describe 'A path with brackets' {
    BeforeAll {
        $folder = New-PhotoFolder 'cat[1].jpg'
        $path = (Invoke-AlexNetClassify -LiteralPath "$folder/cat[1].jpg" -Model $model).Path
        $text = "$folder/cat[1].jpg"
    }
    AfterAll { Remove-Item -LiteralPath $folder -Recurse -Force }

    It 'has what a string has' {
        $path.Length | Should -Be $text.Length
        $path.EndsWith('.jpg') | Should -BeTrue
        $path.StartsWith($folder) | Should -BeTrue
        $path.Contains('[1]') | Should -BeTrue
        $path.Replace('.jpg', '.png') | Should -Be $text.Replace('.jpg', '.png')
        $path.Split('/')[-1] | Should -Be 'cat[1].jpg'
        $path.Substring($folder.Length + 1) | Should -Be 'cat[1].jpg'
        $path.ToUpper() | Should -Be $text.ToUpper()
        $path[0] | Should -Be $text[0]
        $path + '.bak' | Should -Be "$text.bak"
        [string] $path | Should -BeOfType [string]
        [System.IO.Path]::GetExtension($path) | Should -Be '.jpg'
        $path -match 'cat.*jpg$' | Should -BeTrue
        $path -like '*.jpg' | Should -BeTrue
    }
    It 'has all public methods of a string that scripts call' {
        $missing = [string].GetMethods() | Where-Object { -not $_.IsStatic -and -not $_.IsSpecialName } | ForEach-Object Name | Sort-Object -Unique |
            Where-Object { $_ -notin $path.PSObject.Methods.Name }
        $missing | Should -BeIn 'Clone', 'CopyTo', 'EnumerateRunes', 'GetEnumerator', 'GetPinnableReference', 'GetTypeCode', 'IndexOfAny', 'IsNormalized', 'LastIndexOfAny',
            'Normalize', 'ReplaceLineEndings', 'TryCopyTo'
    }
}

Describe 'The size of a batch' {
    It 'may be auto, or 0' {
        (Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model -BatchSize auto -Verbose 4>&1 | Out-String) | Should -Match 'batch automatic'
        Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model -BatchSize 0 | Should -Not -BeNullOrEmpty
        { Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model -BatchSize many } | Should -Throw
    }
    It 'is completed' {
        $line = 'Invoke-AlexNetClassify x.jpg -BatchSize '
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'auto'
    }
    It 'is complained of in the numbers that were typed' {
        $failure = try { Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model -BatchSize 1024 -TenView } catch { $_ }
        "$failure" | Should -Match '1024 photos.*10 views.*at most 409'
        "$failure" | Should -Not -Match '10240|Parameter'
    }
}

Describe 'The warning of an untrained model' {
    It 'is given however the model is named, once for each' {
        $script = {
            param($root)
            Import-Module AlexNet
            $ours = New-AlexNetModel -FullyConnectedWidth 16 -Class cat, dog -Architecture bvlc
            foreach ($choice in $ours, $ours, 'paper', (Get-AlexNetModel paper)) {
                Invoke-AlexNetClassify "$root/samples/fig.jpg" -Model $choice -WarningVariable w 3>$null | Out-Null
                "warnings: $(@($w).Count) $w"
            }
        }
        $lines = pwsh -NoProfile -Command $script -args $Root | Where-Object { $_ -match 'warnings:' }
        $lines[0] | Should -Match "warnings: 1 .*'bvlc' is UNTRAINED"
        $lines[1] | Should -Match 'warnings: 0'
        $lines[2] | Should -Match "warnings: 1 .*'paper' is UNTRAINED"
        $lines[3] | Should -Match 'warnings: 0'
    }
}
