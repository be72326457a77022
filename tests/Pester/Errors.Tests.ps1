BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $model = New-SmallModel
    $folder = New-PhotoFolder 'cut.jpg'
    [System.IO.File]::WriteAllBytes("$folder/cut.jpg", [System.IO.File]::ReadAllBytes("$folder/cut.jpg")[0..2000])
    [System.IO.File]::WriteAllText("$folder/text.jpg", 'no photo')
    # A header that claims 20,000 x 20,000 pixels.
    $bomb = [byte[]](0x42, 0x4D, 54, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 0x20, 0x4E, 0, 0, 0x20, 0x4E, 0, 0, 1, 0, 24, 0) + [byte[]]::new(100)
    [System.IO.File]::WriteAllBytes("$folder/bomb.bmp", $bomb)
    function Get-Failure([scriptblock] $script) { try { & $script } catch { $_ } }
}
AfterAll { Remove-Item $folder -Recurse -Force }

Describe 'An error' {
    It 'says what to do once, beside what is wrong' {
        $null = Invoke-AlexNetClassify $folder -Model $model -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures = @($failures) + (Get-Failure { Import-AlexNetModel "$folder/text.jpg" -ErrorAction Stop })
        $failures.Count | Should -Be 4
        foreach ($failure in $failures) {
            $advice = $failure.ErrorDetails.RecommendedAction
            $advice | Should -Match '^[A-Z].*\.$'
            "$failure" | Should -Match '[^.]\.$'
            "$failure".Contains($advice.TrimEnd('.').Substring(1)) | Should -BeFalse
            "$failure" | Should -Not -Match ';'
        }
    }
    It 'advises nothing that no parameter does' {
        $failure = Get-Failure { Invoke-AlexNetClassify "$folder/bomb.bmp" -Model $model -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -BeLike 'PhotoTooLarge,*'
        "$failure" | Should -Match '20000x20000'
        "$failure $($failure.ErrorDetails.RecommendedAction)" | Should -Not -Match 'Maximum(Pixels|Bytes)'
    }
    It 'of writing names the file that was asked for' {
        $failure = Get-Failure { Export-AlexNetModel -Model $model "$folder/none/m.safetensors" -ErrorAction Stop }
        "$failure" | Should -Match ([regex]::Escape("$folder/none/m.safetensors"))
        "$failure" | Should -Not -Match '\.tmp'
    }
}

Describe 'A pipe' {
    It 'is refused at once' -Skip:$IsWindows {
        mkfifo "$folder/x.jpg"
        "$(Get-Failure { Invoke-AlexNetClassify "$folder/x.jpg" -Model $model -ErrorAction Stop })" | Should -Match 'pipe'
        Remove-Item "$folder/x.jpg"
    }
    It 'as a stream does not hold up Ctrl-C' {
        $pipe = [System.IO.Pipes.AnonymousPipeServerStream]::new()
        $client = [System.IO.Pipes.AnonymousPipeClientStream]::new($pipe.GetClientHandleAsString())
        $shell = [powershell]::Create()
        $null = $shell.AddScript({ param($root, $stream, $model) Import-Module AlexNet; Invoke-AlexNetClassify -InputObject $stream -Model $model -WarningAction Ignore }).AddArgument($Root).AddArgument($client).AddArgument($model)
        $running = $shell.BeginInvoke()
        Start-Sleep -Milliseconds 500
        $stop = $shell.BeginStop($null, $null)
        $stop.AsyncWaitHandle.WaitOne(20000) | Should -BeTrue
        $running.IsCompleted | Should -BeTrue
        $shell.EndStop($stop)
        $pipe.Dispose()
    }
}
