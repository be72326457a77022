# What Tab offers: names in one place each, and a line about every one.
BeforeDiscovery {
    . "$PSScriptRoot/Packed.ps1"
    Import-Module AlexNet
    $named = 'Model', 'ReferenceModel', 'DifferenceModel', 'Architecture', 'Layer', 'FineTune', 'Label', 'Algorithm', 'ExcludeAlgorithm', 'DeviceCount'
    $parameters = foreach ($command in Get-Command -Module AlexNet) {
        foreach ($parameter in $command.Parameters.Values | Where-Object Name -NotIn ([System.Management.Automation.Cmdlet]::CommonParameters)) {
            # Choice[T], as a parameter of the type T itself would be completed by bare names.
            $type = if ($parameter.ParameterType.IsGenericType) { $parameter.ParameterType.GenericTypeArguments[0] } else { $parameter.ParameterType }
            if ($type.IsEnum -or $parameter.Name -in $named -or $parameter.Name -eq 'Name') {
                @{ Command = $command.Name; Parameter = $parameter.Name; Values = if ($type.IsEnum) { [enum]::GetNames($type) } }
            }
        }
    }
}
BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Completing -<Parameter> of <Command>' -ForEach $parameters {
    It 'offers names, each with a line about it' {
        $line = "$Command -$Parameter "
        # Files of models are offered too, and say of themselves where they are.
        $offered = (TabExpansion2 $line $line.Length).CompletionMatches | Where-Object ResultType -EQ 'ParameterValue'
        if ($Command -ne 'Uninstall-AlexNetModel') { $offered | Should -Not -BeNullOrEmpty }
        foreach ($choice in $offered) { $choice.ToolTip | Should -Not -BeIn '', $choice.ListItemText }
        if ($Values) { $offered.ListItemText | Should -Be $Values }
    }
}

Describe 'A value of an enumeration' {
    It 'is known by its name in any case, by the beginning of it, and by itself' {
        foreach ($given in 'sigmoid', 'Sig', [AlexNet.Engine.Layers.ActivationFunction]::Sigmoid) {
            (New-AlexNetModel -Activation $given -ClassCount 2 -FullyConnectedWidth 8).Architecture.Layers[1].Function | Should -Be 'Sigmoid'
        }
    }
    It 'that does not exist is an error which names those that do' {
        { New-AlexNetModel -Activation swish } | Should -Throw "*no 'swish' among Identity, Relu, Sigmoid, Tanh.*" -ErrorId 'CannotConvertArgument*'
    }
}
