using System.Net;

namespace AlexNet.Models.Catalogue.Downloading;

/// <summary>How files are downloaded.</summary>
public sealed record DownloadOptions
{
    /// <summary>The proxy; null for the system's.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>Whether to use a proxy at all.</summary>
    public bool UseProxy { get; init; } = true;

    /// <summary>How long a connection may take to come about.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long it may take until an answer begins, and again until each <see cref="LeastBytes"/> of it have come.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes that must come within <see cref="StallTimeout"/>; fewer is an answer that never ends.</summary>
    public int LeastBytes { get; init; } = 1 << 14;

    /// <summary>How often in a row a cut or a busy server is tried again. Whoever gets <see cref="Headway"/> bytes further begins to count anew.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>Bytes by which a try must get further to count as one that leads somewhere.</summary>
    public int Headway { get; init; } = 1 << 18;

    /// <summary>The wait before the first retry; each further one is twice as long.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait, also for a server that asks for a longer one.</summary>
    public TimeSpan MostDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The wait before the n-th retry in a row: up to half longer by chance, so that a crowd that was cut at once does not come back at once.</summary>
    internal TimeSpan Delay(int retry, TimeSpan? asked)
    {
        var own = FirstDelay * Math.Pow(2, retry - 1) * (1 + Random.Shared.NextDouble() / 2);
        var wait = asked > own ? asked.Value : own;
        return wait < MostDelay ? wait : MostDelay;
    }
}
