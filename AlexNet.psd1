@{
    RootModule           = 'module/bin/AlexNet.PowerShell.dll'
    NestedModules        = @('module/Requirements.psm1', 'module/Views.psd1')
    ModuleVersion        = '0.1.0'
    CompatiblePSEditions = @('Core')
    GUID                 = '5b1d3c0e-8f1a-4d57-9a86-2d6c1f0b7e42'
    Author               = 'AlexNetShell contributors'
    CompanyName          = 'AlexNetShell contributors'
    Copyright            = 'Copyright (c) 2026 AlexNetShell contributors. MIT licence.'
    Description          = 'AlexNet for PowerShell: says what is on photos with the network of Krizhevsky, Sutskever and Hinton (2012), and shows how it does so.'
    PowerShellVersion    = '7.5'
    CmdletsToExport      = @(
        'Compare-AlexNetModel'
        'Compress-AlexNetModel'
        'ConvertTo-AlexNetHtml'
        'Export-AlexNetModel'
        'Export-AlexNetReport'
        'Export-AlexNetTimeline'
        'Find-AlexNetModel'
        'Find-AlexNetSimilarImage'
        'Get-AlexNetActivation'
        'Get-AlexNetDevice'
        'Get-AlexNetDevicePlan'
        'Get-AlexNetFeature'
        'Get-AlexNetLabel'
        'Get-AlexNetLayer'
        'Get-AlexNetModel'
        'Get-AlexNetSaliency'
        'Get-AlexNetTimeline'
        'Get-AlexNetTrainingHistory'
        'Import-AlexNetModel'
        'Install-AlexNetModel'
        'Invoke-AlexNetClassify'
        'Measure-AlexNetPerformance'
        'New-AlexNetClassifier'
        'New-AlexNetModel'
        'Set-AlexNetDefaultModel'
        'Show-AlexNetConvolution'
        'Show-AlexNetFeatureMap'
        'Show-AlexNetFilter'
        'Show-AlexNetNetwork'
        'Split-AlexNetDataset'
        'Start-AlexNetTraining'
        'Test-AlexNetModel'
        'Uninstall-AlexNetModel'
        'Update-AlexNetImageIndex'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('AlexNet', 'ImageClassification', 'NeuralNetwork', 'DeepLearning', 'Photo', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            Prerelease   = 'preview1'
            LicenseUri   = 'https://licenses.nuget.org/MIT'
            ReleaseNotes = 'The first preview: classifies photos, trains, tests, compresses and looks inside networks of five variants, on one device or several. CHANGELOG.md of the source has all of it.'
        }
    }
}
