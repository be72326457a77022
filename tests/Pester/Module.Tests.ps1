BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'The manifest' {
    BeforeAll { $manifest = Test-ModuleManifest (Join-Path $Root 'AlexNet.psd1') }

    It 'exports exactly the cmdlets of the assembly' {
        $types = (Get-Module AlexNet).ImplementingAssembly.GetExportedTypes()
        $cmdlets = $types | ForEach-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) } | ForEach-Object { "$($_.VerbName)-$($_.NounName)" }
        $manifest.ExportedCmdlets.Keys | Sort-Object | Should -Be ($cmdlets | Sort-Object)
    }

    It 'exports nothing else, and no wildcard' {
        $manifest.ExportedFunctions.Count + $manifest.ExportedAliases.Count + $manifest.ExportedVariables.Count | Should -Be 0
        Get-Content (Join-Path $Root 'AlexNet.psd1') | Should -Not -Match 'Export.*\*'
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

    It 'lets every cmdlet that writes files be tried with -WhatIf' {
        foreach ($command in Get-Command -Module AlexNet -Verb Export, Install, Measure, Set, Start, Uninstall, Update) { $command.Parameters.Keys | Should -Contain 'WhatIf' -Because $command.Name }
    }
}

Describe 'Importing' {
    It 'works twice, forced, and after removal' {
        $path = Join-Path $Root 'AlexNet.psd1'
        $script = {
            param($path)
            Import-Module $path; Import-Module $path; Import-Module $path -Force
            Remove-Module AlexNet; Import-Module $path
            (Get-Command -Module AlexNet).Count
            (Invoke-AlexNetClassify (Join-Path (Split-Path $path) 'samples/fig.jpg') -Model (New-AlexNetModel -FullyConnectedWidth 8 -ClassCount 2)).Label
        }
        $out = pwsh -NoProfile -Command $script -args $path
        $out[0] | Should -Be (Get-Command -Module AlexNet).Count
        $out[1] | Should -Match '^class \d$'
    }

    It 'loads neither Skia nor the other dependencies, and later not into PowerShell''s load context' {
        $script = {
            param($path)
            function Names { [System.Runtime.Loader.AssemblyLoadContext]::All | ForEach-Object { $context = $_.Name; $_.Assemblies | ForEach-Object { "$context/$($_.GetName().Name)" } } | Where-Object { $_ -match 'Skia|AlexNet' } }
            Import-Module $path
            (Names) -join ' '
            $null = Invoke-AlexNetClassify (Join-Path (Split-Path $path) 'samples/fig.jpg') -Model (New-AlexNetModel -FullyConnectedWidth 8 -ClassCount 2)
            (Names) -join ' '
        }
        $before, $after = pwsh -NoProfile -Command $script -args (Join-Path $Root 'AlexNet.psd1')
        $before | Should -Not -Match 'Skia|Imaging|AlexNet\.Models'
        $after | Should -Match 'AlexNet dependencies/SkiaSharp'
        $after | Should -Match 'AlexNet dependencies/AlexNet.Imaging'
        $after | Should -Not -Match 'Default/(Skia|AlexNet.Imaging|AlexNet.Models)'
    }

    It 'is timed' {
        # The figure is printed, not asserted: it is the machine's as much as ours.
        $script = { param($path) (Measure-Command { Import-Module $path }).TotalMilliseconds }
        $times = 1..3 | ForEach-Object { [double](pwsh -NoProfile -Command $script -args (Join-Path $Root 'AlexNet.psd1')) }
        Write-Host ("      import: {0:0} ms (fastest of three)" -f ($times | Measure-Object -Minimum).Minimum)
        $times | Should -HaveCount 3
    }
}
