using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using AlexNet.PowerShell.Catalogue;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Models;

/// <summary>Addresses where a model is asked for. Nothing is fetched by naming it: what comes from elsewhere is installed first, where its hash is compared.</summary>
internal static class ModelAddress
{
    /// <summary>Whether a text is the address of a file on this machine, and that file's path.</summary>
    public static bool IsFile(string text, [NotNullWhen(true)] out string? path)
    {
        // A path such as C:\models or /models would count as an address, too.
        path = text.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.IsFile ? address.LocalPath : null;
        return path is not null;
    }

    /// <summary>Whether a text is an address elsewhere.</summary>
    public static bool IsWeb(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";

    /// <summary>The file of the installed model that is published at an address.</summary>
    /// <exception cref="Failure">It is not installed, or no model that is known is published there.</exception>
    public static string FileOf(string address)
    {
        var model = PublicModels.Open().Models.FirstOrDefault(model => model.Addresses.Contains(new Uri(address)))
            ?? throw new Failure(ErrorIds.ModelNotFound, ErrorCategory.ObjectNotFound, address, $"No model that the catalogue knows is published at {address}.",
                "Download the file and give its path, or see what Find-AlexNetModel lists.");
        return InstalledModels.Find(model.Name) ?? throw PublicModels.NotInstalled(model, $"The model '{model.Name}', which is published at {address}, is not installed.");
    }
}
