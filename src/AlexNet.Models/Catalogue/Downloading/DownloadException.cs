namespace AlexNet.Models.Catalogue.Downloading;

/// <summary>What to do about a download that failed.</summary>
internal enum Remedy
{
    /// <summary>Nothing: asking again would bring the same.</summary>
    None,

    /// <summary>Ask again after a while.</summary>
    Retry,

    /// <summary>Ask again if the address has answered before; else it is out of reach.</summary>
    RetryIfKnown,
}

/// <summary>A download that failed: the problem in a few words, without a full stop.</summary>
internal sealed class DownloadException(string problem, Remedy remedy = Remedy.None, TimeSpan? wait = null, Exception? inner = null) : Exception(problem, inner)
{
    public Remedy Remedy { get; } = remedy;

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? Wait { get; } = wait;
}
