# Runspaces and jobs that classify at once: the same answers as one after the other, from one copy of the model.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $photos = Get-ChildItem (Join-Path $Samples 'caltech101') -File
    $expected = $photos | Invoke-AlexNetClassify | ForEach-Object { "$($_.Path | Split-Path -Leaf) $($_.Label) $($_.Probability)" } | Sort-Object
}

Describe 'Parallel work' {
    It 'in 32 runspaces of ForEach-Object -Parallel gives the same answers' {
        $answers = 1..32 | ForEach-Object -ThrottleLimit 32 -Parallel {
            $photos = $using:photos
            $photos[$_ % $photos.Count] | Invoke-AlexNetClassify | ForEach-Object { "$($_.Path | Split-Path -Leaf) $($_.Label) $($_.Probability)" }
        }
        $answers | Should -HaveCount 32
        $answers | Sort-Object -Unique | Should -Be $expected
    }
    It 'in thread jobs gives the same answers' {
        $jobs = $photos | ForEach-Object { Start-ThreadJob { param($photo) Invoke-AlexNetClassify $photo | ForEach-Object { "$($_.Path | Split-Path -Leaf) $($_.Label) $($_.Probability)" } } -ArgumentList $_.FullName }
        $jobs | Receive-Job -Wait -AutoRemoveJob | Sort-Object | Should -Be $expected
    }
    It 'in jobs that are processes gives objects that show as they should' {
        $job = Start-Job { param($photo) Import-Module AlexNet; Invoke-AlexNetClassify $photo } -ArgumentList $photos[0].FullName
        $answer = $job | Receive-Job -Wait -AutoRemoveJob
        $answer.PSObject.TypeNames[0] | Should -Be 'Deserialized.AlexNet.Engine.Inference.Classification'
        $answer | Out-String | Should -Match '\u2588'
    }
    It 'leaves errors with the runspace that made them' {
        $errors = 1..4 | ForEach-Object -Parallel { $_ | ForEach-Object { Invoke-AlexNetClassify "./none-$_.jpg" -ErrorVariable failed -ErrorAction SilentlyContinue; $failed.Count } }
        $errors | Should -Be 1, 1, 1, 1
    }
}
