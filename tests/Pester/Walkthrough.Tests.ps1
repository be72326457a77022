# The first-time walk: run anew in a fresh pwsh, and the page in the repository is of the same steps.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $page = Join-Path $Root 'docs/walkthrough.md'
    function Get-Step([string] $file) { Get-Content $file | Where-Object { $_ -like 'PS> *' } }
}

Describe 'The walkthrough' {
    It 'runs without an error and without a wait that shows nothing' {
        $again = Join-Path $TestDrive 'walkthrough.md'
        pwsh -NoProfile -File (Join-Path $Root 'docs/New-Walkthrough.ps1') -Path $again -Module $Module 2>&1 | Should -BeNullOrEmpty
        Get-Step $again | Should -Be (Get-Step $page)
    }
    It 'says nothing of the machine it was written on' { $page | Should -Not -FileContentMatch ([regex]::Escape([System.IO.Path]::GetTempPath())) }
}
