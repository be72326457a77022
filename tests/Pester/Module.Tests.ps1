BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'The manifest' {
    BeforeAll { $manifest = Test-ModuleManifest (Join-Path $Module 'AlexNet.psd1') }

    It 'exports exactly the cmdlets of the assembly' {
        $types = (Get-Module AlexNet).ImplementingAssembly.GetExportedTypes()
        $cmdlets = $types | ForEach-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) } | ForEach-Object { "$($_.VerbName)-$($_.NounName)" }
        $manifest.ExportedCmdlets.Keys | Sort-Object | Should -Be ($cmdlets | Sort-Object)
    }

    It 'exports nothing else, and no wildcard' {
        $manifest.ExportedFunctions.Count + $manifest.ExportedAliases.Count + $manifest.ExportedVariables.Count | Should -Be 0
        Get-Content (Join-Path $Module 'AlexNet.psd1') | Should -Not -Match 'Export.*\*'
    }

    It 'uses approved verbs and one prefix' {
        $approved = (Get-Verb).Verb
        foreach ($command in Get-Command -Module AlexNet) {
            $command.Verb | Should -BeIn $approved
            $command.Noun | Should -Match '^AlexNet[A-Z]'
        }
    }

    It 'says what each cmdlet puts out' {
        foreach ($command in Get-Command -Module AlexNet) { $command.OutputType | Should -Not -BeNullOrEmpty -Because $command.Name }
    }

    It 'has a view for everything that cmdlets put out, live and saved' {
        $types = (Get-Command -Module AlexNet).OutputType.Type.FullName | Where-Object { $_ -like 'AlexNet.*' } | Sort-Object -Unique
        $types.Count | Should -BeGreaterThan 15
        foreach ($type in $types) {
            Get-FormatData $type | Should -Not -BeNullOrEmpty -Because $type
            Get-FormatData "Deserialized.$type" | Should -Not -BeNullOrEmpty -Because "Deserialized.$type"
        }
    }

    It 'says which properties of everything are shown first' {
        foreach ($type in (Get-Command -Module AlexNet).OutputType.Type | Where-Object Namespace -Like 'AlexNet.*' | Sort-Object FullName -Unique) {
            $data = Get-TypeData $type.FullName
            foreach ($set in $data.DefaultDisplayPropertySet, $data.DefaultKeyPropertySet) {
                # A name that no property has would be an empty column.
                if ($set) { $set.ReferencedProperties | Should -BeIn (@($type.GetProperties().Name) + @($data.Members.Keys)) -Because $type }
            }
            # The list of a comparison is a view of its own.
            if ($type.Name -ne 'ModelComparison') { $data.DefaultDisplayPropertySet | Should -Not -BeNullOrEmpty -Because $type }
        }
    }
    It 'takes what Get-ChildItem sends wherever it takes -LiteralPath' {
        $commands = Get-Command -Module AlexNet | Where-Object { $_.Parameters.LiteralPath }
        $commands.Count | Should -BeGreaterThan 10
        foreach ($command in $commands) {
            $parameter = $command.Parameters.LiteralPath
            # Where a model is piped, photos are not.
            $aliases = if ($parameter.ParameterSets.Values.ValueFromPipelineByPropertyName -contains $true) { 'LP', 'PSPath' } else { 'LP' }
            $parameter.Aliases | Sort-Object | Should -Be $aliases -Because $command.Name
        }
    }

    It 'lets every cmdlet that writes files be tried with -WhatIf' {
        $verbs = 'Compress', 'Export', 'Install', 'Measure', 'Set', 'Start', 'Uninstall', 'Update'
        foreach ($command in Get-Command -Module AlexNet | Where-Object { $_.Verb -in $verbs -or $_.Parameters.OutPath -or $_.Parameters.Force }) { $command.Parameters.Keys | Should -Contain 'WhatIf' -Because $command.Name }
    }
}

Describe 'Importing' {
    It 'is refused in one clear error where .NET is too old, before anything of it is loaded' {
        # A check that asks for more than there is, and views that name a type which nobody finds, as they do where the assembly's own types cannot be loaded.
        Copy-Item (Join-Path $Module 'AlexNet.psd1') $TestDrive
        Copy-Item (Join-Path $Module 'module') $TestDrive -Recurse
        $check = Get-Content "$TestDrive/module/Requirements.psm1" -Raw
        $check | Should -Match '-lt 10\)'
        $check.Replace('-lt 10)', '-lt 1000)') | Set-Content "$TestDrive/module/Requirements.psm1"
        (Get-Content "$TestDrive/module/AlexNet.Types.ps1xml" -Raw).Replace('AlexNet.PowerShell.Photos.PhotoPath', 'No.Such.Type') | Set-Content "$TestDrive/module/AlexNet.Types.ps1xml"
        $lines = pwsh -NoProfile -Command "try { Import-Module '$TestDrive/AlexNet.psd1' } catch { `$_.FullyQualifiedErrorId; `$_.Exception.Message }; @(Get-Module AlexNet).Count"
        $lines[0] | Should -Be 'DotNetTooOld,Microsoft.PowerShell.Commands.ImportModuleCommand'
        $lines[1] | Should -Match '^AlexNet needs \.NET 10, and this is PowerShell [\d.]+ on \.NET [\d.]+\. Install PowerShell 7\.6 or later\.$'
        $lines[2..9] | Should -Be "0" -Because 'nothing is half imported'
    }
    It 'works twice, forced, and after removal' {
        $script = {
            param($path, $photo)
            Import-Module $path; Import-Module $path; Import-Module $path -Force
            Remove-Module AlexNet; Import-Module $path
            (Get-Command -Module AlexNet).Count
            (Invoke-AlexNetClassify $photo -Model (New-AlexNetModel -FullyConnectedWidth 8 -ClassCount 2)).Label
        }
        $out = pwsh -NoProfile -Command $script -args (Join-Path $Module 'AlexNet.psd1'), "$Samples/fig.jpg"
        $out[0] | Should -Be (Get-Command -Module AlexNet).Count
        $out[1] | Should -Match '^class \d$'
    }

    It 'loads neither Skia nor the other dependencies, and later not into PowerShell''s load context' {
        $script = {
            param($path, $photo)
            function Names { [System.Runtime.Loader.AssemblyLoadContext]::All | ForEach-Object { $context = $_.Name; $_.Assemblies | ForEach-Object { "$context/$($_.GetName().Name)" } } | Where-Object { $_ -match 'Skia|AlexNet' } }
            Import-Module $path
            (Names) -join ' '
            $null = Invoke-AlexNetClassify $photo -Model (New-AlexNetModel -FullyConnectedWidth 8 -ClassCount 2)
            (Names) -join ' '
        }
        $before, $after = pwsh -NoProfile -Command $script -args (Join-Path $Module 'AlexNet.psd1'), "$Samples/fig.jpg"
        $before | Should -Not -Match 'Skia|Imaging|AlexNet\.Models'
        $after | Should -Match 'AlexNet dependencies/SkiaSharp'
        $after | Should -Match 'AlexNet dependencies/AlexNet.Imaging'
        $after | Should -Not -Match 'Default/(Skia|AlexNet.Imaging|AlexNet.Models)'
    }

    It 'is timed' {
        # The figure is printed, not asserted: it is the machine's as much as ours.
        $script = { param($path) (Measure-Command { Import-Module $path }).TotalMilliseconds }
        $times = 1..3 | ForEach-Object { [double](pwsh -NoProfile -Command $script -args (Join-Path $Module 'AlexNet.psd1')) }
        Write-Host ("      import: {0:0} ms (fastest of three)" -f ($times | Measure-Object -Minimum).Minimum)
        $times | Should -HaveCount 3
    }
}
