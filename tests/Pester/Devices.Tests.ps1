BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $model = New-AlexNetModel -FullyConnectedWidth 16 -Class sunflower, cat, dog, bird -InputSize 83
    $one = Invoke-AlexNetClassify $Samples -Model $model -WarningAction Ignore
    function LinesAt80 { @($input | Out-String -Width 80) -split "`r?`n" | ForEach-Object TrimEnd }
    function Answers($classifications) { $classifications | ForEach-Object { $_.Predictions | ForEach-Object { '{0} {1:R}' -f $_.Label, $_.Probability } } }
    # The workers that a process has started: their command line names their pipe.
    function Workers([int] $Parent) {
        foreach ($folder in Get-ChildItem /proc -Directory | Where-Object Name -Match '^\d+$') {
            $status = "$(Get-Content "$($folder.FullName)/stat" -Raw -ErrorAction Ignore)" -replace '^.*\) ' -split ' '
            if ([int]$status[1] -eq $Parent -and $status[0] -ne 'Z') { [int]$folder.Name }
        }
    }
}

Describe 'Invoke-AlexNetClassify on devices' {
    It 'answers with the same bits on <Count> of kind <Kind>' -ForEach @(
        @{ Count = 1; Kind = 'Process' }, @{ Count = 2; Kind = 'Thread' }, @{ Count = 4; Kind = 'Thread' }, @{ Count = 2; Kind = 'Process' }
    ) {
        $several = Invoke-AlexNetClassify $Samples -Model $model -DeviceCount $Count -DeviceKind $Kind
        Answers $several | Should -Be (Answers $one)
    }
    It 'averages ten views' {
        Answers (Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model -TenView -DeviceCount 2) | Should -Be (Answers (Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model -TenView))
    }
    It 'says why a network cannot be cut' {
        $narrow = New-AlexNetModel -FullyConnectedWidth 3 -Class a, b -InputSize 83
        { Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $narrow -DeviceCount 4 -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotPartitionable,*'
    }
    It 'takes 1, 2 and 4 devices' { { Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model -DeviceCount 3 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' }

    It 'leaves no process behind, not even when it is killed' -Skip:(-not $IsLinux) {
        $command = "Import-Module AlexNet; `$m = New-AlexNetModel -FullyConnectedWidth 16 -ClassCount 3 -InputSize 83; while (1) { `$null = Invoke-AlexNetClassify '$Samples' -Model `$m -DeviceCount 2 -DeviceKind Process }"
        $shell = Start-Process pwsh '-NoProfile', '-Command', $command -PassThru -RedirectStandardOutput "$TestDrive/out" -RedirectStandardError "$TestDrive/err"
        $deadline = [datetime]::UtcNow.AddSeconds(60)
        do { Start-Sleep -Milliseconds 50; $workers = @(Workers $shell.Id) } until ($workers.Count -ge 2 -or [datetime]::UtcNow -gt $deadline)
        $workers.Count | Should -BeGreaterOrEqual 2
        Stop-Process -Id $shell.Id -Force
        $deadline = [datetime]::UtcNow.AddSeconds(30)
        do { Start-Sleep -Milliseconds 50; $left = @($workers | Where-Object { Test-Path "/proc/$_/cmdline" } | Where-Object { [System.IO.File]::ReadAllText("/proc/$_/cmdline") -match 'AlexNet' }) } until ($left.Count -eq 0 -or [datetime]::UtcNow -gt $deadline)
        $left | Should -BeNullOrEmpty
    }
}

Describe 'Get-AlexNetDevice' {
    It 'shares the cores out' {
        $devices = Get-AlexNetDevice -NoMeasurement
        $devices.Name | Should -Be 'cpu0', 'cpu1'
        $devices[0].Cores | Should -Not -BeNullOrEmpty
        $devices[0].PeakGigaflops | Should -BeNullOrEmpty
        if ([Environment]::ProcessorCount -gt 1) { $devices[0].Cores | Should -Not -Be $devices[1].Cores }
    }
    It 'measures their limits' {
        $device = Get-AlexNetDevice 1
        $device.PeakGigaflops | Should -BeGreaterThan 0
        $device.ReadGigabytesPerSecond | Should -BeGreaterThan 0
    }
}

Describe 'Get-AlexNetDevicePlan' {
    It 'is the figure of the paper' {
        $plan = Get-AlexNetDevicePlan
        ($plan | Where-Object ExchangedBytes).Layer | Should -Be 'conv3', 'fc6', 'fc7', 'fc8'
        ($plan | Where-Object Layer -EQ conv1).Outputs | Should -Be '55x55x48', '55x55x48'
        ($plan | Where-Object Layer -EQ conv2).Outputs | Should -Be '27x27x128', '27x27x128'
        ($plan | Where-Object Layer -EQ fc6).Outputs | Should -Be '2048', '2048'
        ($plan | Where-Object Layer -EQ fc6).Arithmetic | Should -Be '6x6x256 = 9216 inputs'
        ($plan | Measure-Object ExchangedBytes -Sum).Sum | Should -Be 242688
    }
    It 'takes a model, and says what cannot be cut' {
        ($model | Get-AlexNetDevicePlan | Where-Object Layer -EQ fc6).Outputs | Should -Be '8', '8'
        { New-AlexNetModel -FullyConnectedWidth 3 -ClassCount 2 | Get-AlexNetDevicePlan -DeviceCount 4 -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotPartitionable,*'
    }
}

Describe 'Timelines' {
    BeforeAll { $null = Invoke-AlexNetClassify $Samples -Model $model -DeviceCount 2 -Timeline }

    It 'has what both devices did' {
        $spans = Get-AlexNetTimeline
        $spans.Device | Sort-Object -Unique | Should -Be 'cpu0', 'cpu1'
        ($spans | Where-Object Kind -EQ Send).Layer | Sort-Object -Unique | Should -Be 'conv3', 'fc6', 'fc7', 'fc8'
        (Get-AlexNetTimeline 1).Call | Sort-Object -Unique | Should -Be 1
    }
    It 'is drawn' {
        $file = Export-AlexNetTimeline "$TestDrive/timeline.svg" -Call 1 -PassThru
        ([xml](Get-Content $file -Raw)).svg.rect.'data-part' | Should -Contain 'Compute'
        { Export-AlexNetTimeline $file -ErrorAction Stop } | Should -Throw -ErrorId 'TimelineFileExists,*'
        Export-AlexNetTimeline $file -Force
    }
    It 'is a trace' {
        Export-AlexNetTimeline "$TestDrive/timeline.json"
        @((Get-Content "$TestDrive/timeline.json" -Raw | ConvertFrom-Json).traceEvents | Where-Object ph -EQ X).Count | Should -Be @(Get-AlexNetTimeline).Count
    }
    It 'writes nothing with -WhatIf' { Export-AlexNetTimeline "$TestDrive/none.svg" -WhatIf; "$TestDrive/none.svg" | Should -Not -Exist }
    It 'says <Id>' -ForEach @(
        @{ Id = 'TimelineFormatUnknown'; Script = { Export-AlexNetTimeline "$TestDrive/timeline.gif" -ErrorAction Stop } }
        @{ Id = 'TimelineCallNotFound'; Script = { Get-AlexNetTimeline -Call 1000 -ErrorAction Stop } }
        @{ Id = 'TimelineNotWritten'; Script = { Export-AlexNetTimeline "$TestDrive/no/such/folder.svg" -ErrorAction Stop } }
    ) { $Script | Should -Throw -ErrorId "$Id,*" }
    It 'is missing in a new session' {
        pwsh -NoProfile -Command "Import-Module AlexNet; try { Get-AlexNetTimeline -ErrorAction Stop } catch { `$_.FullyQualifiedErrorId }" | Should -BeLike 'TimelineMissing,*'
    }
}

Describe 'Views of devices at 80 columns' {
    It 'shows <Name>, saved ones too' -ForEach @(
        @{ Name = 'plans'; Columns = 'Layer', 'Devices', 'Exchanged', 'Weights', 'Sizes'; Script = { Get-AlexNetDevicePlan } }
        @{ Name = 'devices'; Columns = 'Name', 'Kind', 'Cores', 'L1/L2/L3 KB', 'Instructions', 'GFLOP/s', 'GB/s'; Script = { Get-AlexNetDevice -NoMeasurement } }
        @{ Name = 'timelines'; Columns = 'Device', 'Kind', 'Layer', 'Algorithm or receiver', 'Images', 'Start ms', 'ms'; Script = { $null = Invoke-AlexNetClassify "$Samples/fig.jpg" -Model $model -DeviceCount 2 -Timeline; Get-AlexNetTimeline } }
    ) {
        $objects = & $Script
        $objects | Export-Clixml "$TestDrive/objects.xml" -Depth 4
        foreach ($shown in $objects, (Import-Clixml "$TestDrive/objects.xml")) {
            $lines = $shown | LinesAt80
            $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
            $lines -match ($Columns -join '\s+') | Should -Not -BeNullOrEmpty
            $lines -match '…' | Should -BeNullOrEmpty
        }
    }
}
