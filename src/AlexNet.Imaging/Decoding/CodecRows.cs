using SkiaSharp;

namespace AlexNet.Imaging.Decoding;

/// <summary>
/// The ways to get a picture's rows out of its codec. In <see cref="InBands"/> and <see cref="Incrementally"/> cancellation is heard after some milliseconds of
/// decoding, from the token or from the codec's stream that ends; <see cref="AtOnce"/> may hear nothing, so its thread must be one that can be left alone.
/// </summary>
internal sealed unsafe class CodecRows(SKCodec codec, SKImageInfo info, IRowSink sink, CancellationToken cancellation)
{
    private const int BandBytes = 256 * 1024;

    // Rows of one block row of a JPEG with halved chroma.
    private const int BandRows = 16;

    private readonly int _band = Math.Min(info.Height, Math.Max(BandRows, BandBytes / info.RowBytes / BandRows * BandRows));

    /// <summary>Decodes some rows after others, and none is kept (JPEG, BMP).</summary>
    public SKCodecResult InBands()
    {
        var result = codec.StartScanlineDecode(info);
        if (result != SKCodecResult.Success) return result;
        var bottomUp = codec.ScanlineOrder == SKCodecScanlineOrder.BottomUp;
        using var buffer = new PixelBuffer(info.Width, _band);
        for (var row = 0; row < info.Height; row += _band)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(_band, info.Height - row);
            if (codec.GetScanlines((nint)buffer.Pixels, count, info.RowBytes) != count) return SKCodecResult.IncompleteInput;
            // From the bottom come the bands; within a band the codec has put the rows right.
            sink.Write(buffer.Pixels, info.Width, bottomUp ? info.Height - row - count : row, count);
        }
        return SKCodecResult.Success;
    }

    /// <summary>
    /// Decodes in one call (PNG, GIF) that ends at the codec's next read after the cancellation. It cannot be made to go on after an end of the bytes: the PNG
    /// codec loses its place between chunks. So rows are handed on when all are there.
    /// </summary>
    public SKCodecResult Incrementally()
    {
        using var buffer = new PixelBuffer(info.Width, info.Height);
        var result = codec.StartIncrementalDecode(info, (nint)buffer.Pixels, info.RowBytes);
        // Not GetPixels, which fills the rows that are missing, at length.
        if (result == SKCodecResult.Success) result = codec.IncrementalDecode(out _);
        if (result == SKCodecResult.Success) HandOn(buffer);
        return result;
    }

    /// <summary>Decodes all in one call (WebP, run-length BMP).</summary>
    public SKCodecResult AtOnce()
    {
        using var buffer = new PixelBuffer(info.Width, info.Height);
        var result = codec.GetPixels(info, (nint)buffer.Pixels, info.RowBytes, SKCodecOptions.Default);
        if (result == SKCodecResult.Success) HandOn(buffer);
        return result;
    }

    private void HandOn(PixelBuffer buffer)
    {
        for (var row = 0; row < info.Height; row += _band)
        {
            cancellation.ThrowIfCancellationRequested();
            sink.Write(buffer.Row(row), info.Width, row, Math.Min(_band, info.Height - row));
        }
    }
}
