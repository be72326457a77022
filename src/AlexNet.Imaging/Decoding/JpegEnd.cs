using SkiaSharp;

namespace AlexNet.Imaging.Decoding;

/// <summary>
/// JPEGs without an end marker, which some cameras and broken transfers leave. Whether the last row is there cannot be asked of the codec, which fills what
/// is missing. But where nothing is missing, what follows has no influence: two decoders that find different bytes behind the end must agree.
/// </summary>
internal static unsafe class JpegEnd
{
    /// <summary>More than a decoder reads ahead.</summary>
    private const int Padding = 64;

    private const byte Marker = 0xFF, EndOfImage = 0xD9;

    /// <summary>The bytes with the end marker that they lack.</summary>
    public static byte[] Close(ReadOnlySpan<byte> bytes) => [.. bytes.TrimEnd(Marker), Marker, EndOfImage];

    /// <summary>Whether every pixel is decoded from the bytes.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static bool HasAllRows(ReadOnlySpan<byte> bytes, SKImageInfo info, CancellationToken cancellation)
    {
        using var first = new Attempt(Pad(bytes, 1), info, cancellation);
        using var second = new Attempt(Pad(bytes, 2), info, cancellation);
        if (!first.Start() || !second.Start()) return false;
        for (var row = 0; row < info.Height; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!first.Next() || !second.Next() || !first.Row.SequenceEqual(second.Row)) return false;
        }
        return true;
    }

    private static byte[] Pad(ReadOnlySpan<byte> bytes, int seed)
    {
        var random = new Random(seed);
        // Never FF, which would be a marker.
        return Close([.. bytes.TrimEnd(Marker), .. Enumerable.Range(0, Padding).Select(_ => (byte)random.Next(Marker))]);
    }

    /// <summary>One of the decoders, row by row.</summary>
    private sealed class Attempt : IDisposable
    {
        private readonly System.Buffers.MemoryHandle _pin;
        private readonly PixelBuffer _row;
        private readonly SKImageInfo _info;
        private readonly SKCodec? _codec;

        public Attempt(byte[] bytes, SKImageInfo info, CancellationToken cancellation)
        {
            _info = info;
            _pin = bytes.AsMemory().Pin();
            _row = new PixelBuffer(info.Width, 1);
            _codec = SKCodec.Create(new CancellableStream((byte*)_pin.Pointer, bytes.Length) { Cancellation = cancellation });
        }

        public ReadOnlySpan<uint> Row => new(_row.Pixels, _info.Width);

        public bool Start() => _codec?.StartScanlineDecode(_info) == SKCodecResult.Success;

        public bool Next() => _codec!.GetScanlines((nint)_row.Pixels, 1, _info.RowBytes) == 1;

        public void Dispose()
        {
            _codec?.Dispose();
            _row.Dispose();
            _pin.Dispose();
        }
    }
}
