@{
    RootModule        = 'AlexNet.psm1'
    ModuleVersion     = '0.0.1'
    GUID              = 'c0f1f5a5-7f0a-4a55-9d8e-3d6f1c0b2a11'
    FormatsToProcess  = @('AlexNet.Format.ps1xml')
    FunctionsToExport = @('Get-Flower', 'Invoke-Trouble', 'Remove-Flower', 'Show-Progress')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
