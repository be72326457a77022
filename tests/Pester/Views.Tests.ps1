BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'In a console of 80 columns' {
    It '<Name> shows each heading on one line' -ForEach @(
        @{ Name = 'Get-AlexNetModel'; Script = { Get-AlexNetModel } }
        @{ Name = 'New-AlexNetModel'; Script = { New-SmallModel } }
    ) {
        $lines = & $Script | Out-String -Width 80 -Stream
        $lines | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 80 }
        @($lines -match '^Name\s.*\sTrained\s*$').Count | Should -Be 1
        $lines -match '^paper.*\sno\s*$' | Should -Not -BeNullOrEmpty
    }
}
