BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $model = New-SmallModel
    $cat = Join-Path $Samples 'cat.png'
    function Svg($file) { [xml](Get-Content $file -Raw) }
    function Parts($file, $part) { @((Svg $file).SelectNodes("//*[@data-part='$part']")).Count }
}

Describe 'Show-AlexNetNetwork' {
    It 'is the figure of the paper' {
        $text = Show-AlexNetNetwork
        $text | Should -Match '60,965,224'
        $text | Should -Match '13x13x192 <-> 13x13x192'
    }
    It 'writes <_>' -ForEach 'svg', 'png', 'html' {
        $file = Show-AlexNetNetwork -OutPath "$TestDrive/network.$_" -PassThru
        $file.Length | Should -BeGreaterThan 1000
        { Show-AlexNetNetwork -OutPath $file -ErrorAction Stop } | Should -Throw -ErrorId 'OutFileExists,*'
        Show-AlexNetNetwork -OutPath $file -Force
    }
    It 'takes models and devices' {
        $file = $model | Show-AlexNetNetwork -DeviceCount 1 -OutPath "$TestDrive/one.svg" -PassThru
        Parts $file 'exchange' | Should -Be 0
        Parts $file 'layer' | Should -Be 9
    }
    It 'writes nothing with -WhatIf' { Show-AlexNetNetwork -OutPath "$TestDrive/none.svg" -WhatIf; "$TestDrive/none.svg" | Should -Not -Exist }
}

Describe 'Show-AlexNetFilter' {
    It 'has 96 filters of two devices' {
        $file = Show-AlexNetFilter -Model $model -OutPath "$TestDrive/filters.svg" -PassThru
        Parts $file 'tile' | Should -Be 96
        Parts $file 'boundary' | Should -Be 1
    }
    It 'says <Id>' -ForEach @(
        @{ Id = 'FilterNotFound'; Script = { Show-AlexNetFilter fc6 -Model $model -ErrorAction Stop } }
        @{ Id = 'FilterNotFound'; Script = { Show-AlexNetFilter conv2 -Channel 48 -Model $model -ErrorAction Stop } }
        @{ Id = 'LayerNotFound'; Script = { Show-AlexNetFilter conv9 -Model $model -ErrorAction Stop } }
        @{ Id = 'OutFileFormatUnknown'; Script = { Show-AlexNetFilter -OutPath "$TestDrive/filters.gif" -Model $model -ErrorAction Stop } }
        @{ Id = 'OutFileNotWritten'; Script = { Show-AlexNetFilter -OutPath "$TestDrive/no/such/folder.svg" -Model $model -ErrorAction Stop } }
    ) { $Script | Should -Throw -ErrorId "$Id,*" }
}

Describe 'Show-AlexNetFeatureMap' {
    It 'takes answers and files from the pipeline' {
        Invoke-AlexNetClassify $cat -Model $model | Show-AlexNetFeatureMap -Layer relu5 -Model $model -OutPath "$TestDrive/relu5.svg"
        Parts "$TestDrive/relu5.svg" 'tile' | Should -Be 64
        Get-Item $cat | Show-AlexNetFeatureMap -Layer pool1 -Model $model -MaxItem 4 | Should -Match 'showing 4 of 96 maps'
    }
    It 'goes on after what is no photo' {
        $errors = @()
        $shown = (Join-Path $Samples 'LICENSES.md'), $cat | Show-AlexNetFeatureMap -Model $model -ErrorVariable errors -ErrorAction SilentlyContinue
        @($shown).Count | Should -Be 1
        $errors.FullyQualifiedErrorId | Should -BeLike 'PhotoInvalid,*'
    }
}

Describe 'Show-AlexNetConvolution' {
    It 'adds up to what the layer gives' {
        $first = (Show-AlexNetConvolution $cat conv3 -Map 5 -Row 4 -Column 6 -Model $model) -split "`n" | Select-Object -First 1
        $value = (Get-AlexNetFeature $cat -Layer conv3 -Model $model).Map(5)[4 * 13 + 6]
        [double] ($first -split ': ')[-1] | Should -BeGreaterThan ($value - [Math]::Abs($value) * 0.001)
        [double] ($first -split ': ')[-1] | Should -BeLessThan ($value + [Math]::Abs($value) * 0.001)
    }
    It 'counts what im2col writes' { Show-AlexNetConvolution $cat -Im2Col -Model $model | Should -Match '154,587 input values become 1,098,075 values of the matrix: 7\.10 times as many\. A value is written up to 9 times' }
}

Describe 'Get-AlexNetFeature' {
    It 'has shape and values' {
        $feature = Get-AlexNetFeature $cat -Model $model -Layer conv1
        "$($feature.Shape)" | Should -Be '55x55x96'
        $feature.Values.Length | Should -Be (55 * 55 * 96)
        ($feature.Values | Measure-Object -Minimum).Minimum | Should -BeLessThan 0
        (Get-AlexNetFeature $cat -Model $model -Layer relu1).Statistics.Minimum | Should -Be 0
    }
    It 'computes by the algorithm that is asked for' {
        $layer = @{ Path = $cat; Model = $model; Layer = 'conv2' }
        $direct = Get-AlexNetFeature @layer -Algorithm Direct
        $fft = Get-AlexNetFeature @layer -Algorithm @{ conv2 = 'Fft' }
        $differences = 0..($direct.Values.Length - 1) | ForEach-Object { [Math]::Abs($direct.Values[$_] - $fft.Values[$_]) } | Measure-Object -Maximum
        $differences.Maximum | Should -BeGreaterThan 0
        $differences.Maximum | Should -BeLessThan (1e-5 * $direct.Statistics.Maximum)
        { Get-AlexNetFeature @layer -Algorithm @{ conv1 = 'Fft' } -ErrorAction Stop } | Should -Throw -ErrorId 'AlgorithmNotPossible*'
    }
    It 'writes NumPy''s format' {
        $file = Get-ChildItem $Samples/*.jpg | Get-AlexNetFeature -Model $model -Layer pool5 -OutPath "$TestDrive/pool5.npy" -PassThru
        $file.Length | Should -Be (128 + 4 * 9 * 256 * 6 * 6)
        [System.Text.Encoding]::ASCII.GetString([System.IO.File]::ReadAllBytes($file)[10..127]) | Should -Match ([regex]::Escape("'shape': (9, 256, 6, 6,)"))
    }
    It 'writes CSV that Import-Csv reads' {
        Get-AlexNetFeature $cat -Model $model -Layer fc8 -OutPath "$TestDrive/fc8.csv"
        $row = Import-Csv "$TestDrive/fc8.csv"
        $row.Path | Should -Be $cat
        [float] $row.V2 | Should -Be (Get-AlexNetFeature $cat -Model $model -Layer fc8).Values[2]
    }
}

Describe 'Get-AlexNetActivation' {
    It 'sums up over photos' {
        $layers = Get-AlexNetActivation $Samples -Model $model
        $layers.Layer | Should -Contain 'conv1+relu1'
        $layers.Photos | Sort-Object -Unique | Should -Be 10
        ($layers | Where-Object Layer -EQ conv1+relu1).Minimum | Should -Be 0
    }
}

Describe 'Export-AlexNetReport' {
    It 'needs nothing from anywhere' {
        $file = & { 'Photos'; Invoke-AlexNetClassify $Samples -Model $model; 'Layers'; Get-AlexNetLayer } | Export-AlexNetReport "$TestDrive/report.html" -PassThru
        $page = Get-Content $file -Raw
        $page | Should -Not -Match '<script|<link|<iframe|url\(|@import'
        [System.Net.WebUtility]::HtmlDecode($page) | Should -Match "default-src 'none'"
        [regex]::Matches($page, '(?:href|src)="(?!data:image/)') | Should -BeNullOrEmpty
        [regex]::Matches($page, 'data-part="photo"').Count | Should -Be 10
    }
    It 'shows training, tests and saved objects' {
        New-ClassFolders "$TestDrive/photos"
        $test = Test-AlexNetModel "$TestDrive/photos" -Model $model
        $test | ConvertTo-AlexNetHtml | Should -Match 'top-1 error'
        $test | Export-Clixml "$TestDrive/test.xml"
        Import-Clixml "$TestDrive/test.xml" | ConvertTo-AlexNetHtml | Should -Match 'Top1Error'
    }
}

Describe 'Views of looks at 80 columns' {
    It 'shows <Name>, saved ones too' -ForEach @(
        @{ Name = 'features'; Columns = 'Photo', 'Layer', 'Shape', 'Least', 'Greatest', 'Mean', 'Zero'; Script = { Get-AlexNetFeature $cat -Model $model -Layer pool5 } }
        @{ Name = 'activations'; Columns = 'Layer', 'Shape', 'Least', 'Greatest', 'Mean', 'Zero', 'Dead maps'; Script = { Get-AlexNetActivation $cat -Model $model } }
    ) {
        $objects = & $Script
        $objects | Export-Clixml "$TestDrive/objects.xml" -Depth 4
        foreach ($shown in $objects, (Import-Clixml "$TestDrive/objects.xml")) {
            $lines = $shown | Out-String -Width 80 -Stream | ForEach-Object TrimEnd
            $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
            $lines -match ($Columns -join '\s+') | Should -Not -BeNullOrEmpty
            $lines -match '…' | Should -BeNullOrEmpty
        }
    }
}

Describe 'Get-AlexNetSaliency' {
    It 'finds where the network looks by <_>' -ForEach 'GradCam', 'Gradient', 'GuidedBackprop', 'Occlusion' {
        $map = Get-AlexNetSaliency $cat -Method $_ -Model $model -Window 100 -Stride 100
        $map.Map.Count | Should -Be ($map.Width * $map.Height)
        $map.Label | Should -Be (Invoke-AlexNetClassify $cat -Model $model).Label
        $map.Method | Should -Be $_
    }
    It 'draws <_>' -ForEach 'Heat', 'Blend', 'Mask', 'Contour', 'SideBySide' {
        $map = Get-AlexNetSaliency $cat -Label cat -Overlay $_ -Model $model -OutPath "$TestDrive/$_.svg"
        $map.Label | Should -Be 'cat'
        Parts "$TestDrive/$_.svg" 'saliency' | Should -Be $(if ($_ -eq 'SideBySide') { 3 } else { 1 })
        Parts "$TestDrive/$_.svg" 'scale' | Should -Be 1
    }
    It 'takes answers from the pipeline and goes on to a page' {
        $page = Invoke-AlexNetClassify $cat -Model $model | Get-AlexNetSaliency -Model $model | ConvertTo-AlexNetHtml
        $page | Should -Match 'Grad-CAM of relu5'
    }
    It 'says <Id>' -ForEach @(
        @{ Id = 'LabelNotFound'; Script = { Get-AlexNetSaliency $cat -Label goldfish -Model $model -ErrorAction Stop } }
        @{ Id = 'LayerNotFound'; Script = { Get-AlexNetSaliency $cat -Layer conv9 -Model $model -ErrorAction Stop } }
        @{ Id = 'SaliencyOptionInvalid'; Script = { Get-AlexNetSaliency $cat -Layer fc7 -Model $model -ErrorAction Stop } }
    ) { $Script | Should -Throw -ErrorId "$Id,*" }
    It 'writes nothing with -WhatIf' {
        $null = Get-AlexNetSaliency $cat -Model $model -OutPath "$TestDrive/none.png" -WhatIf
        "$TestDrive/none.png" | Should -Not -Exist
    }
}
