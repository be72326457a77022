# Types and views. Not in the manifest itself: what that names is read before Requirements.psm1 runs, and on an older .NET ends the import with errors that help nobody.
@{
    ModuleVersion    = '1.0'
    GUID             = 'b0a0e7b5-7d0c-4f4e-9f0e-3d3c6a1c9b11'
    TypesToProcess   = @('AlexNet.Types.ps1xml')
    FormatsToProcess = @('AlexNet.Format.ps1xml')
}
