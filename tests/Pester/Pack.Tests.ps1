# The module as build.sh pack and build.ps1 pack lay it out, in a folder of its own, and the package of it.
BeforeAll {
    . "$PSScriptRoot/Packed.ps1"
    $Root = Split-Path (Split-Path $PSScriptRoot)
    $packed = $env:ALEXNET_PACKED_MODULE
    function Get-RelativeFile([string] $folder) { Get-ChildItem $folder -Recurse -File | ForEach-Object { [System.IO.Path]::GetRelativePath($folder, $_.FullName).Replace('\', '/') } | Sort-Object }
    $files = Get-RelativeFile $packed
}

Describe 'The packed module' {
    It 'has help, licence and notices, and neither help sources nor symbols' {
        'AlexNet.psd1', 'LICENSE', 'LICENSE-SkiaSharp.txt', 'THIRD-PARTY-NOTICES.txt', 'en-US/AlexNet.PowerShell.dll-Help.xml', 'en-US/about_AlexNet.help.txt', 'module/AlexNet.Format.ps1xml',
        'module/bin/AlexNet.PowerShell.dll', 'module/bin/deps/SkiaSharp.dll', 'models/caltech101.safetensors' | Should -BeIn $files
        $files | Where-Object { $_ -match '\.pdb$|\.xml$|^module/help/|\.psd1$' } | Should -Be 'AlexNet.psd1', 'en-US/AlexNet.PowerShell.dll-Help.xml', 'module/Views.psd1'
        Get-Content (Join-Path $packed 'THIRD-PARTY-NOTICES.txt') -Raw | Should -Match 'libjpeg-turbo'
    }
    It 'has native files of four platforms and no other' {
        $files | Where-Object { $_ -match '\.(so|dylib)$|libSkia' } | Should -Be @(
            'module/bin/deps/linux-arm64/libSkiaSharp.so', 'module/bin/deps/linux-x64/libSkiaSharp.so', 'module/bin/deps/osx-arm64/libSkiaSharp.dylib', 'module/bin/deps/win-x64/libSkiaSharp.dll')
        # A 64-bit Mach-O file for arm64 alone: its magic number, then Apple's number of the processor.
        $start = [System.IO.File]::ReadAllBytes((Join-Path $packed 'module/bin/deps/osx-arm64/libSkiaSharp.dylib'))[0..7]
        [System.Convert]::ToHexString($start) | Should -Be 'CFFAEDFE0C000001'
    }
    It 'is smaller than 60 MB with its model' {
        $bytes = (Get-ChildItem $packed -Recurse -File | Measure-Object Length -Sum).Sum
        Write-Host ("      {0:0.0} MB in {1} files" -f ($bytes / 1e6), $files.Count)
        $bytes | Should -BeLessThan 60e6
    }
    It 'says nowhere where it was built' {
        foreach ($file in $files | Where-Object { $_ -match 'AlexNet\.\w+\.dll$' }) {
            $text = [System.Text.Encoding]::Latin1.GetString([System.IO.File]::ReadAllBytes((Join-Path $packed $file)))
            $text.Contains($Root) | Should -BeFalse -Because $file
        }
    }
    It 'is the same when it is packed again' {
        $again = Join-Path $TestDrive 'AlexNet'
        $null = dotnet msbuild (Join-Path $Root 'src/AlexNet.PowerShell') -t:PackModule -p:Configuration=Release "-p:PackFolder=$again" -v:quiet -nologo
        Get-RelativeFile $again | Should -Be $files
        foreach ($file in $files) { (Get-FileHash (Join-Path $again $file)).Hash | Should -Be (Get-FileHash (Join-Path $packed $file)).Hash -Because $file }
    }
    It 'has every file of ours that takes a signature on the list, in ASCII where the signature is text' {
        $signed = (& (Join-Path $Root 'packaging/Sign-Module.ps1') -Folder $packed).FullName | ForEach-Object { [System.IO.Path]::GetRelativePath($packed, $_).Replace('\', '/') } | Sort-Object
        $signed | Should -Be ($files | Where-Object { $_ -match '(^|/)AlexNet[^/]*\.dll$|\.(psd1|psm1|ps1|ps1xml)$' })
        'AlexNet.psd1', 'module/AlexNet.Types.ps1xml', 'module/bin/AlexNet.Engine.dll', 'module/bin/deps/AlexNet.Imaging.dll' | Should -BeIn $signed
        foreach ($file in $signed -notmatch '\.dll$') { [System.IO.File]::ReadAllBytes((Join-Path $packed $file)) | Where-Object { $_ -gt 127 } | Should -BeNullOrEmpty -Because $file }
    }
    It 'is not signed where there is none' { { & (Join-Path $Root 'packaging/Sign-Module.ps1') -Folder $TestDrive } | Should -Throw '*no packed module*' }
    It 'can be catalogued' -Skip:(-not $IsWindows) {
        New-FileCatalog -Path $packed -CatalogFilePath "$TestDrive/AlexNet.cat" -CatalogVersion 2.0 | Should -Exist
        Test-FileCatalog -Path $packed -CatalogFilePath "$TestDrive/AlexNet.cat" | Should -Be 'Valid'
    }
    It 'is imported by name, classifies and has help with examples' {
        $script = {
            param($photo)
            Import-Module AlexNet
            (Get-Module AlexNet).ModuleBase
            (Invoke-AlexNetClassify $photo -WarningAction Ignore).Label
            Get-Help Invoke-AlexNetClassify -Examples | Out-String
        }
        $folder, $label, $help = pwsh -NoProfile -Command $script -args (Join-Path $Root 'samples/caltech101/panda.jpg')
        $folder | Should -Be $packed
        $label | Should -Be 'panda'
        $help -join "`n" | Should -Match '(?s)EXAMPLE 1.*Invoke-AlexNetClassify.*EXAMPLE 2'
    }
    It 'is made by both build scripts' {
        Get-Content (Join-Path $Root 'build.sh') -Raw | Should -Match 't:PackModule'
        Get-Content (Join-Path $Root 'build.ps1') -Raw | Should -Match 't:PackModule'
    }
}

Describe 'The package for a gallery' {
    BeforeAll {
        $out = Join-Path $TestDrive 'packages'
        $log = dotnet pack (Join-Path $Root 'packaging/AlexNet.Package.csproj') -c Release "-p:PackFolder=$packed" -o $out -v quiet --nologo
        if ($LASTEXITCODE) { throw "packing failed: $log" }
        $manifest = Import-PowerShellDataFile (Join-Path $packed 'AlexNet.psd1')
        $package = Join-Path $out "AlexNet.$($manifest.ModuleVersion)-$($manifest.PrivateData.PSData.Prerelease).nupkg"
        $zip = [System.IO.Compression.ZipFile]::OpenRead($package)
        $nuspec = ([xml][System.IO.StreamReader]::new($zip.GetEntry('AlexNet.nuspec').Open()).ReadToEnd()).package.metadata
    }
    AfterAll { ${zip}?.Dispose() }

    It 'holds the files of the folder, where they were' {
        $inside = $zip.Entries.FullName | Where-Object { $_ -notmatch '^_rels/|^package/|\[Content_Types\]|\.nuspec$' } | Sort-Object
        $inside | Should -Be $files
    }
    It 'says of itself what the manifest says, by the tags that galleries search for' {
        $nuspec.id | Should -Be 'AlexNet'
        $nuspec.version | Should -Be "$($manifest.ModuleVersion)-$($manifest.PrivateData.PSData.Prerelease)"
        $nuspec.description | Should -Be $manifest.Description
        $nuspec.dependencies | Should -BeNullOrEmpty
        $nuspec.releaseNotes | Should -Be $manifest.PrivateData.PSData.ReleaseNotes
        $nuspec.licenseUrl | Should -Be $manifest.PrivateData.PSData.LicenseUri
        $tags = -split $nuspec.tags
        'PSModule', 'PSIncludes_Cmdlet', 'PSEdition_Core', 'Linux', 'Windows', 'MacOS' | Should -BeIn $tags
        $manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_" } | Should -BeIn $tags
    }
    It 'is installed by PSResourceGet' -Skip:(-not (Get-Command Save-PSResource -ErrorAction Ignore)) {
        $name = "alexnet-$PID"
        Register-PSResourceRepository $name $out -Trusted
        try {
            Save-PSResource AlexNet -Repository $name -Prerelease -Path "$TestDrive/saved"
            Join-Path $TestDrive "saved/AlexNet/$($manifest.ModuleVersion)/AlexNet.psd1" | Should -Exist
        }
        finally { Unregister-PSResourceRepository $name }
    }
}
