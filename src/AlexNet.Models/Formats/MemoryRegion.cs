namespace AlexNet.Models.Formats;

/// <summary>Bytes of a mapped file or of native memory, and what keeps them there.</summary>
/// <param name="Data">The first byte; valid as long as <paramref name="Owner"/> is reachable.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="Owner">Held by whoever reads them.</param>
internal readonly record struct MemoryRegion(nint Data, long Length, object Owner)
{
    /// <summary>A part of it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part is not inside: callers check what a file claims first.</exception>
    public MemoryRegion Slice(long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - length);
        return this with { Data = Data + (nint)offset, Length = length };
    }

    /// <summary>A part as a span; for small ones.</summary>
    public unsafe ReadOnlySpan<byte> Span(long offset, int length) => new((void*)Slice(offset, length).Data, length);
}

/// <summary>Bytes that are made when they are asked for, as by decompression; their number is known before.</summary>
/// <param name="Length">Number of bytes that <paramref name="Open"/> gives.</param>
/// <param name="Open">Makes or finds them.</param>
internal sealed record LazyRegion(long Length, Func<MemoryRegion> Open)
{
    /// <summary>Bytes that are there already.</summary>
    public static LazyRegion Of(MemoryRegion region) => new(region.Length, () => region);
}
