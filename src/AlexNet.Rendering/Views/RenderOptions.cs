using AlexNet.Engine.Inference;

namespace AlexNet.Rendering.Views;

/// <summary>How results are shown.</summary>
public sealed record RenderOptions
{
    /// <summary>The default.</summary>
    public static RenderOptions Default { get; } = new();

    /// <summary>The most maps, filters, photos or rows that are shown; how many there are is said.</summary>
    public int MaxItems { get; init; } = 64;

    /// <summary>What a photo truly shows, where somebody knows it; else null.</summary>
    public Func<Classification, string?> TrueLabel { get; init; } = _ => null;

    /// <summary>Whether only photos are shown whose likeliest label is not the true one.</summary>
    public bool OnlyMistakes { get; init; }

    /// <summary>Whether each map has a colour scale of its own rather than one with all maps of its layer.</summary>
    public bool ScaleEach { get; init; }

    /// <summary>Billions of operations a second that the machine can do at most, for shares of it; null when nobody measured it.</summary>
    public double? PeakGigaflops { get; init; }

    /// <summary>Ends the reading of photos.</summary>
    public CancellationToken Cancellation { get; init; }
}
