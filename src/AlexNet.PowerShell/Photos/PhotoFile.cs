namespace AlexNet.PowerShell.Photos;

/// <summary>A photo's path, for the file system and in PowerShell's provider-qualified form.</summary>
internal readonly record struct PhotoFile(string Path)
{
    // The shell's own name of the provider. With it before the path, -LiteralPath means the file whatever the current location is.
    private const string Provider = @"Microsoft.PowerShell.Core\FileSystem::";

    /// <summary>What Get-ChildItem calls PSPath.</summary>
    public string PSPath => Provider + Path;
}
