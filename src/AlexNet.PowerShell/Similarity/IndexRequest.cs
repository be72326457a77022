using AlexNet.Engine.Inference.Planning;

namespace AlexNet.PowerShell.Similarity;

/// <summary>Which photos are to be indexed, and how; plain values, so that no cmdlet names a type of the module's dependencies.</summary>
internal sealed record IndexRequest
{
    /// <summary>Full paths of folders.</summary>
    public required IReadOnlyList<string> Folders { get; init; }

    /// <summary>Whether subfolders count.</summary>
    public bool Recurse { get; init; }

    /// <summary>The index that the user named; null for one a folder among the user's cached files.</summary>
    public string? File { get; init; }

    /// <summary>Name of the layer, in any case.</summary>
    public required string Layer { get; init; }

    /// <summary>Whether an index that is damaged, or of another model, is made anew.</summary>
    public bool Force { get; init; }

    /// <summary>Whether the index is written.</summary>
    public bool Save { get; init; } = true;

    /// <summary>What computes the network, and on how many threads.</summary>
    public required PlanOptions Plan { get; init; }
}
