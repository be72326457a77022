BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $model = New-SmallModel
}

Describe 'Export-AlexNetModel takes its arguments' {
    It 'by position: the model, then the file' {
        Export-AlexNetModel $model "$TestDrive/one.safetensors"
        "$TestDrive/one.safetensors" | Should -Exist
    }
    It 'by position after the pipeline: the file' {
        $model | Export-AlexNetModel "$TestDrive/two.safetensors"
        "$TestDrive/two.safetensors" | Should -Exist
    }
    It 'by position, the model as a text: a path' {
        $model | Export-AlexNetModel "$TestDrive/first.safetensors"
        Export-AlexNetModel "$TestDrive/first.safetensors" "$TestDrive/second.onnx"
        (Import-AlexNetModel "$TestDrive/second.onnx").Labels.Count | Should -Be 3
    }
    It 'by position, the model as a text: a name' {
        Export-AlexNetModel onetower "$TestDrive/named.safetensors" -WhatIf
        Export-AlexNetModel onetower "$TestDrive/named.safetensors" -Precision Float16
        (Import-AlexNetModel "$TestDrive/named.safetensors").Architecture.Name | Should -Be 'onetower'
        Remove-Item "$TestDrive/named.safetensors"
    }
    It 'texts and files from the pipeline too' {
        $model | Export-AlexNetModel "$TestDrive/piped.safetensors"
        "$TestDrive/piped.safetensors" | Export-AlexNetModel "$TestDrive/piped2.safetensors"
        Get-Item "$TestDrive/piped.safetensors" | Export-AlexNetModel -Path "$TestDrive/piped3.safetensors"
        'piped2', 'piped3' | ForEach-Object { "$TestDrive/$_.safetensors" | Should -Exist }
    }
    It 'and says what is missing' {
        { Export-AlexNetModel "$TestDrive/one.safetensors" -ErrorAction Stop } | Should -Throw -ErrorId 'ModelOrFileMissing,*' -ExpectedMessage '*no file to write to*'
        { Export-AlexNetModel -Path "$TestDrive/none.safetensors" -ErrorAction Stop } | Should -Throw -ErrorId 'ModelOrFileMissing,*' -ExpectedMessage '*no model to write*'
        { $model | Export-AlexNetModel $model "$TestDrive/none.safetensors" -ErrorAction Stop } | Should -Throw -ErrorId 'ModelOrFileMissing,*' -ExpectedMessage '*two models*'
        { $model | Export-AlexNetModel -ErrorAction Stop } | Should -Throw -ErrorId 'ModelOrFileMissing,*'
        "$TestDrive/none.safetensors" | Should -Not -Exist
    }
    It 'by name, in any mixture' {
        Export-AlexNetModel -Path "$TestDrive/three.safetensors" -Model $model
        Export-AlexNetModel -Model $model "$TestDrive/four.safetensors"
        Export-AlexNetModel $model -Path "$TestDrive/five.safetensors"
        $model | Export-AlexNetModel -Path "$TestDrive/six.safetensors"
        'three', 'four', 'five', 'six' | ForEach-Object { "$TestDrive/$_.safetensors" | Should -Exist }
    }
}

Describe 'Completion of models' {
    It 'offers model files of every format, and folders' {
        $names = 'a.safetensors', 'b.onnx', 'c.caffemodel', 'd.pth', 'e.npz', 'f.npy', 'g.pickle', 'h.pth.tar'
        $null = New-Item -ItemType Directory "$TestDrive/files/folder" -Force
        foreach ($name in $names + 'i.txt' + 'j.tar') { Set-Content "$TestDrive/files/$name" 'x' }
        foreach ($command in 'Get-AlexNetLayer -Model', 'Export-AlexNetModel', 'Invoke-AlexNetClassify x -Model') {
            $text = "$command $TestDrive/files/"
            $offered = (TabExpansion2 $text $text.Length).CompletionMatches.ListItemText
            $offered | Sort-Object | Should -Be (@($names) + 'folder' | Sort-Object)
        }
    }
}
