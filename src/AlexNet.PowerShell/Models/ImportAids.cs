using System.Management.Automation;
using AlexNet.Engine.Models;
using AlexNet.Models.Formats;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Models;

/// <summary>What a model file of another program may need beside itself, as file-system paths.</summary>
internal sealed record ImportAids(string? NetworkFile, string? MeanFile, string? Architecture)
{
    /// <summary>From what the parameters were given.</summary>
    /// <exception cref="Failure">A path leads nowhere, or there is no such architecture.</exception>
    public static ImportAids Of(string? networkFile, string? meanFile, string? architecture, PathIntrinsics paths) =>
        new(FileOf(networkFile, paths), FileOf(meanFile, paths), architecture is null ? null : ArchitectureByName.Get(architecture).Name);

    /// <summary>Opens a model file with them.</summary>
    public Model Load(string file, CancellationToken cancellation) =>
        ModelResolver.Load(file, new ImportOptions { NetworkFile = NetworkFile, MeanFile = MeanFile, Architecture = Architecture }, cancellation);

    private static string? FileOf(string? path, PathIntrinsics paths)
    {
        if (path is null) return null;
        var file = ModelFilePaths.Find(path, isLiteral: true, paths)[0];
        return File.Exists(file) ? file : throw new Failure(ErrorIds.ModelNotFound, ErrorCategory.ObjectNotFound, path, $"There is no file '{path}'.", "Check the path.");
    }
}
