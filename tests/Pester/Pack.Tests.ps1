# The module as build.sh pack and build.ps1 pack lay it out, in a folder of its own.
BeforeAll {
    $Root = Split-Path (Split-Path $PSScriptRoot)
    $packed = Join-Path $TestDrive 'AlexNet'
    $log = dotnet msbuild (Join-Path $Root 'src/AlexNet.PowerShell') -t:PackModule -p:Configuration=Release "-p:PackFolder=$packed" -v:quiet -nologo
    if ($LASTEXITCODE) { throw "packing failed: $log" }
}

Describe 'The packed module' {
    It 'has help, licence and notices, and neither help sources nor symbols' {
        $files = Get-ChildItem $packed -Recurse -File | ForEach-Object { [System.IO.Path]::GetRelativePath($packed, $_.FullName).Replace('\', '/') }
        'AlexNet.psd1', 'LICENSE', 'LICENSE-SkiaSharp.txt', 'THIRD-PARTY-NOTICES.txt', 'en-US/AlexNet.PowerShell.dll-Help.xml', 'module/AlexNet.Format.ps1xml', 'module/bin/AlexNet.PowerShell.dll',
        'module/bin/deps/SkiaSharp.dll', 'module/bin/deps/linux-x64/libSkiaSharp.so' | Should -BeIn $files
        $files | Where-Object { $_ -match '\.pdb$|^module/help/|\.psd1$' } | Should -Be 'AlexNet.psd1'
        Get-Content (Join-Path $packed 'THIRD-PARTY-NOTICES.txt') -Raw | Should -Match 'libjpeg-turbo'
    }
    It 'is imported, classifies and has help with examples' {
        $script = {
            param($packed, $photo)
            Import-Module (Join-Path $packed 'AlexNet.psd1')
            (Get-Module AlexNet).ModuleBase
            $model = New-AlexNetModel -FullyConnectedWidth 16 -Class cat, dog
            (Invoke-AlexNetClassify $photo -Model $model -WarningAction Ignore).Label
            Get-Help Invoke-AlexNetClassify -Examples | Out-String
        }
        $folder, $label, $help = pwsh -NoProfile -Command $script -args $packed, (Join-Path $Root 'samples/fig.jpg')
        $folder | Should -Be $packed
        $label | Should -BeIn 'cat', 'dog'
        $help -join "`n" | Should -Match '(?s)EXAMPLE 1.*Invoke-AlexNetClassify.*EXAMPLE 2'
    }
    It 'is made by both build scripts' {
        Get-Content (Join-Path $Root 'build.sh') -Raw | Should -Match 't:PackModule'
        Get-Content (Join-Path $Root 'build.ps1') -Raw | Should -Match 't:PackModule'
    }
}
