using SkiaSharp;

namespace AlexNet.Imaging.Decoding;

/// <summary>
/// Pinned bytes as the codec's stream, which end early once the work is cancelled. So a codec that works long in one call (PNG, or the scans of a progressive
/// JPEG) gives up at its next read. No exception may leave these methods: their caller is native.
/// </summary>
internal sealed unsafe class CancellableStream(byte* bytes, int length) : SKAbstractManagedStream
{
    private int _position;

    /// <summary>Ends the stream.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>Bytes that were read.</summary>
    public int BytesRead => _position;

    private int Left => Cancellation.IsCancellationRequested ? 0 : length - _position;

    protected override nint OnRead(nint buffer, nint size)
    {
        var read = OnPeek(buffer, size);
        _position += (int)read;
        return read;
    }

    /// <summary>Copies the next bytes without going on; a null <paramref name="buffer"/> only counts (and, in a read, skips) them.</summary>
    protected override nint OnPeek(nint buffer, nint size)
    {
        var count = (int)nint.Clamp(size, 0, Left);
        if (buffer != 0) new Span<byte>(bytes + _position, count).CopyTo(new Span<byte>((void*)buffer, count));
        return count;
    }

    protected override bool OnIsAtEnd() => Left == 0;

    protected override bool OnHasPosition() => true;

    protected override bool OnHasLength() => true;

    protected override bool OnRewind() => OnSeek(0);

    protected override nint OnGetPosition() => _position;

    protected override nint OnGetLength() => length;

    protected override bool OnSeek(nint position)
    {
        _position = (int)nint.Clamp(position, 0, length);
        return true;
    }

    protected override bool OnMove(int offset) => OnSeek((nint)_position + offset);

    protected override nint OnCreateNew() => 0;
}
