using SkiaSharp;

namespace AlexNet.Imaging.Decoding;

/// <summary>
/// The ways to get a picture's rows out of its codec. In <see cref="InBands"/> and <see cref="InSteps"/> cancellation is heard after some milliseconds of decoding;
/// nothing stops <see cref="AtOnce"/> but an end of the bytes, so its thread must be one that can be left alone.
/// </summary>
internal sealed unsafe class CodecRows(SKCodec codec, CancellableStream stream, SKImageInfo info, IRowSink sink, CancellationToken cancellation)
{
    private const int BandBytes = 256 * 1024;

    // Rows of one block row of a JPEG with halved chroma.
    private const int BandRows = 16;

    // A kilobyte may stand for a megabyte of pixels.
    private const int StepBytes = 1024;

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

    /// <summary>Decodes some bytes after others (PNG, GIF).</summary>
    /// <param name="inOrder">Whether the rows are decoded from the top down, so that they can go on before the last is there.</param>
    public SKCodecResult InSteps(bool inOrder)
    {
        using var buffer = new PixelBuffer(info.Width, info.Height);
        var result = codec.StartIncrementalDecode(info, (nint)buffer.Pixels, info.RowBytes);
        if (result != SKCodecResult.Success) return result;
        var done = 0;
        stream.Limit = stream.BytesRead;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            stream.Limit += StepBytes;
            result = codec.IncrementalDecode(out var rows);
            if (inOrder && result == SKCodecResult.IncompleteInput) done = HandOn(buffer, done, rows);
        }
        while (result == SKCodecResult.IncompleteInput && !stream.IsExhausted);
        if (result == SKCodecResult.Success) HandOn(buffer, done, info.Height);
        return result;
    }

    /// <summary>Decodes all in one call (WebP, run-length BMP).</summary>
    public SKCodecResult AtOnce()
    {
        using var buffer = new PixelBuffer(info.Width, info.Height);
        var result = codec.GetPixels(info, (nint)buffer.Pixels, info.RowBytes, SKCodecOptions.Default);
        if (result == SKCodecResult.Success) HandOn(buffer, 0, info.Height);
        return result;
    }

    private int HandOn(PixelBuffer buffer, int from, int to)
    {
        for (; from < to; from += _band)
        {
            cancellation.ThrowIfCancellationRequested();
            sink.Write(buffer.Row(from), info.Width, from, Math.Min(_band, to - from));
        }
        return to;
    }
}
