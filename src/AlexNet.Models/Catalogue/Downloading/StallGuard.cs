namespace AlexNet.Models.Catalogue.Downloading;

/// <summary>Cancels a download that does not get on: each time that enough bytes have come, the clock begins anew.</summary>
internal sealed class StallGuard : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly TimeSpan _timeout;
    private readonly int _least;
    private int _received;

    public StallGuard(TimeSpan timeout, int leastBytes, CancellationToken cancellation)
    {
        (_timeout, _least) = (timeout, leastBytes);
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _source.CancelAfter(timeout);
    }

    /// <summary>Cancelled by the clock or by the caller's token.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Counts bytes.</summary>
    public void Received(int bytes)
    {
        _received += bytes;
        if (_received < _least) return;
        _received = 0;
        _source.CancelAfter(_timeout);
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
