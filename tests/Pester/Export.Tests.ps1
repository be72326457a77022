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
    It 'by name, in any mixture' {
        Export-AlexNetModel -Path "$TestDrive/three.safetensors" -Model $model
        Export-AlexNetModel -Model $model "$TestDrive/four.safetensors"
        Export-AlexNetModel $model -Path "$TestDrive/five.safetensors"
        $model | Export-AlexNetModel -Path "$TestDrive/six.safetensors"
        'three', 'four', 'five', 'six' | ForEach-Object { "$TestDrive/$_.safetensors" | Should -Exist }
    }
}
