# The topics of Get-Help about_AlexNet*, and their examples: lines that begin with PS>, each with its lines that begin with >>.
BeforeDiscovery {
    $topics = Get-ChildItem ([System.IO.Path]::Combine((Split-Path (Split-Path $PSScriptRoot)), 'en-US', 'about_*.help.txt')) | ForEach-Object {
        $examples = [System.Collections.Generic.List[string]]::new()
        foreach ($line in (Get-Content $_).TrimStart()) {
            if ($line.StartsWith('PS> ')) { $examples.Add($line.Substring(4)) }
            elseif ($line.StartsWith('>> ')) { $examples[-1] += "`n" + $line.Substring(3) }
        }
        @{ Name = $_.Name.Split('.')[0]; Examples = $examples }
    }
}
BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe '<Name>' -ForEach $topics {
    It 'is found by Get-Help, with a line about it in the list' {
        Get-Help $Name | Out-String | Should -Match 'LONG DESCRIPTION'
        $listed = Get-Help about_AlexNet* | Where-Object Name -EQ $Name
        "$($listed.Synopsis)".Trim() | Should -Match '^[A-Z].*\.$'
    }

    It 'sends readers to topics and cmdlets that there are' {
        $text = Get-Help $Name | Out-String
        foreach ($see in ($text -split 'SEE ALSO')[1].Trim() -split '\s+') {
            if ($see -like 'about_*') { Get-Help $see | Should -Not -BeNullOrEmpty -Because $see } else { Get-Command $see | Should -Not -BeNullOrEmpty -Because $see }
        }
    }

    It 'has examples that run as they stand, one after the other' {
        $folder = New-PhotoFolder
        Copy-Item $Samples (Join-Path $folder 'samples') -Recurse
        New-ClassFolders (Join-Path $folder 'photos')
        New-SmallModel | Export-AlexNetModel (Join-Path $folder 'model.safetensors')
        Push-Location $folder
        try {
            $Examples.Count | Should -BeGreaterThan 3
            foreach ($example in $Examples) {
                # One example shows an error, and says so. Variables of one are there for the next.
                $ErrorActionPreference = if ($example -match 'ErrorVariable') { 'Continue' } else { 'Stop' }
                try { $null = . ([scriptblock]::Create($example)) | Out-String } catch { throw "$example`n$_" }
            }
        }
        finally { Pop-Location; Remove-Item $folder -Recurse -Force }
    }
}
