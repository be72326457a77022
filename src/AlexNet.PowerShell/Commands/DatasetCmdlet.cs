using System.Management.Automation;
using AlexNet.PowerShell.Training;

namespace AlexNet.PowerShell.Commands;

/// <summary>What the cmdlets share that make a model out of labelled photos.</summary>
public abstract class DatasetCmdlet : AlexNetCmdlet
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    /// <summary>A folder with a folder of photos for each class, or a CSV file of paths and classes.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string Path { get; set; } = "";

    /// <summary>The same, brackets being brackets.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string LiteralPath { get; set; } = "";

    /// <summary>A list of photos that are kept out.</summary>
    [Parameter]
    [Alias("TestList")]
    [ValidateNotNullOrEmpty]
    public string? Exclude { get; set; }

    /// <summary>Decides all that is drawn: first weights, which photos are held out, order, crops and dropout.</summary>
    [Parameter]
    public ulong Seed { get; set; }

    /// <summary>Threads that compute; 0 for one a core.</summary>
    [Parameter]
    [Alias("ComputeThreads")]
    [ValidateRange(0, 256)]
    public int ThreadCount { get; set; }

    /// <summary>Whether files that are there already may be replaced.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Full path of the photos.</summary>
    private protected string DatasetFullPath =>
        ParameterSetName == LiteralPathSet ? DatasetPath.Find(LiteralPath, true, SessionState.Path) : DatasetPath.Find(Path, false, SessionState.Path);

    /// <summary>Full path of the list of photos that are kept out; null without one.</summary>
    private protected string? ExcludeFullPath => Exclude is null ? null : DatasetPath.Find(Exclude, false, SessionState.Path);

    /// <summary>Full path of a file that need not be there; null for none.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(path))]
    private protected string? FullPath(string? path) => path is null ? null : SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
}
