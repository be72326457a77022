# A thousand photos through the whole pipeline, in a process of its own. For its figures alone: Invoke-Pester tests/Pester/Memory.Tests.ps1 -Output Detailed
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $folder = New-PhotoFolder 'original/a.jpg', 'original/b.jpg'
    [System.IO.File]::Copy("$Samples/crab.jpg", "$folder/original/b.jpg", $true)
    1..1000 | ForEach-Object { $null = New-Item -ItemType HardLink "$folder/photo $_.jpg" -Target "$folder/original/$(@('a', 'b')[$_ % 2]).jpg" }
}
AfterAll { Remove-Item -LiteralPath $folder -Recurse -Force }

Describe 'A thousand photos' -Tag 'Memory' {
    It 'take no more memory than a hundred, and none stays open' {
        $script = {
            param($root, $folder)
            Import-Module AlexNet
            $model = New-AlexNetModel -FullyConnectedWidth 16 -ClassCount 10 -InputSize 80 -WarningAction Ignore
            $count = $first = $most = 0
            # What is left after a collection is what is held.
            function Measure-WorkingSet { [GC]::Collect(); [GC]::WaitForPendingFinalizers(); [GC]::Collect(); [System.Environment]::WorkingSet / 1MB }
            Get-ChildItem $folder -File | Invoke-AlexNetClassify -Model $model -WarningAction Ignore | ForEach-Object {
                $count++
                if ($count % 100) { return }
                $now = Measure-WorkingSet
                if ($count -eq 100) { $first = $now }
                $most = [Math]::Max($most, $now)
            }
            $last = Measure-WorkingSet
            $open = if ($IsLinux) { @([System.IO.Directory]::GetFiles('/proc/self/fd') | ForEach-Object { [System.IO.FileInfo]::new($_).LinkTarget } | Where-Object { $_ -like "$folder*" }).Count } else { 0 }
            '{0} {1:0} {2:0} {3:0} {4}' -f $count, $first, $most, $last, $open
        }
        $count, $first, $most, $last, $open = [int[]] (-split (pwsh -NoProfile -Command $script -args $Root, $folder | Select-Object -Last 1))
        Write-Host "      working set: $first MB after 100 photos, at most $most MB in $count, $last MB at the end"
        $count | Should -Be 1000
        $most | Should -BeLessThan ($first + 64)
        $last | Should -BeLessThan ($first + 64)
        $open | Should -Be 0
    }
}
