BeforeDiscovery {
    . "$PSScriptRoot/Packed.ps1"
    Import-Module AlexNet
    $words = Import-PowerShellDataFile ([System.IO.Path]::Combine((Split-Path (Split-Path $PSScriptRoot)), 'module/help/Help.psd1'))
    $commands = Get-Command -Module AlexNet | ForEach-Object { @{ Name = $_.Name } }
    $examples = foreach ($name in $words.Keys | Sort-Object) {
        $number = 0
        foreach ($example in $words[$name].Examples) { $number++; @{ Name = $name; Number = $number; Code = $example.Code } }
    }
}
BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Help of <Name>' -ForEach $commands {
    BeforeAll { $help = Get-Help $Name -Full }

    It 'has a synopsis, a description and outputs' {
        $help.Synopsis | Should -Not -Match "^\s*$Name"
        $help.Description.Text | Should -Not -BeNullOrEmpty
        $help.returnValues.returnValue.type.name | Should -Not -BeNullOrEmpty
    }

    It 'names the outputs that the cmdlet declares' {
        $declared = (Get-Command $Name).OutputType.Name | ForEach-Object { if ($_ -eq 'System.Void') { 'None' } else { $_ } } | Sort-Object -Unique
        $help.returnValues.returnValue.type.name | ForEach-Object { "$_".Trim() } | Sort-Object -Unique | Should -Be $declared
    }

    It 'has two examples at least' { @($help.examples.example).Count | Should -BeGreaterOrEqual 2 }

    It 'describes every parameter and no other' {
        $common = [System.Management.Automation.Cmdlet]::CommonParameters
        $real = (Get-Command $Name).Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object
        $help.parameters.parameter.name | Sort-Object | Should -Be $real
        foreach ($parameter in $help.parameters.parameter) { $parameter.description.Text | Should -Not -BeNullOrEmpty -Because $parameter.name }
    }
}

Describe 'The help file' {
    It 'is what the words and the cmdlets give' {
        pwsh -NoProfile -File (Join-Path $Root 'module/help/Build-Help.ps1') -Check 2>&1 | Should -BeNullOrEmpty
    }
}

Describe 'Example <Number> of <Name>' -ForEach $examples {
    BeforeAll {
        $folder = New-PhotoFolder
        Copy-Item $Samples (Join-Path $folder 'samples') -Recurse
        New-ClassFolders (Join-Path $folder 'photos')
        New-SmallModel | Export-AlexNetModel (Join-Path $folder 'model.safetensors')
        Push-Location $folder
    }
    AfterAll { Pop-Location; Remove-Item $folder -Recurse -Force }

    It 'runs' {
        $failures = @()
        $output = & ([scriptblock]::Create($Code)) -ErrorVariable failures | Out-String
        $failures | Should -BeNullOrEmpty
        if ($Code -notmatch 'WhatIf|-Force$') { $output | Should -Not -BeNullOrEmpty }
    }
}
