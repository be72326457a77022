using System.Management.Automation;
using System.Net;
using AlexNet.Engine.UserFiles;
using AlexNet.Models.Catalogue;
using AlexNet.Models.Catalogue.Downloading;
using AlexNet.Models.Catalogue.Installing;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Catalogue;

/// <summary>Where and how a model was asked to be fetched.</summary>
/// <param name="Source">An address or a file-system path; null for the catalogue's addresses.</param>
/// <param name="Proxy">The proxy; null for the system's.</param>
/// <param name="UseProxy">Whether to use any.</param>
/// <param name="Overwrite">Whether an installed model is installed again.</param>
internal sealed record InstallSettings(string? Source, IWebProxy? Proxy, bool UseProxy, bool Overwrite);

/// <summary>The door between the cmdlet and the installer, whose types are in the module's own load context.</summary>
internal static class ModelInstallation
{
    /// <summary>Installs a model of the catalogue and returns its file.</summary>
    /// <exception cref="Failure">It could not be.</exception>
    /// <exception cref="OperationCanceledException">Stopped; what has come is kept for the next time.</exception>
    public static string Install(string name, InstallSettings settings, InstallMeter meter, CancellationToken stop)
    {
        var model = PublicModels.Get(name);
        var store = ModelStore.OfUser;
        var options = new InstallOptions
        {
            Source = settings.Source,
            Overwrite = settings.Overwrite,
            Download = new DownloadOptions { Proxy = settings.Proxy, UseProxy = settings.UseProxy },
        };
        try
        {
            new ModelInstaller(store).InstallAsync(model, options, meter, stop).GetAwaiter().GetResult();
            return store.PathOf(model.Name);
        }
        catch (ModelInstallException exception)
        {
            throw Explained(exception);
        }
    }

    /// <summary>Removes an installed model, and what is left of a download of it.</summary>
    /// <exception cref="Failure">There is neither, or the system does not let go of it.</exception>
    public static void Uninstall(string name)
    {
        try
        {
            if (!ModelStore.OfUser.Remove(name))
                throw new Failure(ErrorIds.ModelNotInstalled, ErrorCategory.ObjectNotFound, name, $"The model '{name}' is not installed.",
                    InstalledModels.Names is { Count: > 0 } names ? $"Installed are {string.Join(", ", names)}." : "No model is installed.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Failure(ErrorIds.ModelNotRemoved, ErrorCategory.WriteError, name, $"The model '{name}' cannot be removed: {exception.Message.TrimEnd('.')}.",
                "Try again when no process uses it.", exception);
        }
    }

    private static Failure Explained(ModelInstallException exception)
    {
        var byHand = PublicModels.ByHand(exception.Model);
        var (id, category, advice) = exception.Error switch
        {
            InstallError.WrongHash => (ErrorIds.ModelHashWrong, ErrorCategory.InvalidData, $"The file is damaged, or another one: fetch it again, or from elsewhere. {byHand}"),
            InstallError.NotConverted => (ErrorIds.ModelFileInvalid, ErrorCategory.InvalidData, "The file is the published one, but not what this version of the module can read: use a newer version."),
            InstallError.NotWritten => (ErrorIds.ModelFileNotWritten, ErrorCategory.WriteError,
                $"Make room there or make the folder writable, or name another by the environment variable {UserFolders.CacheVariable}."),
            _ => (ErrorIds.ModelNotFetched, ErrorCategory.ReadError, $"Check the network, or name a proxy with -Proxy; what has come is kept for the next time. {byHand}"),
        };
        return new Failure(id, category, exception.Model.Name, $"{exception.Message}.", advice, exception);
    }
}
