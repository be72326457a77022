using System.Buffers.Binary;
using SkiaSharp;

namespace AlexNet.Imaging.Decoding;

/// <summary>
/// An encoded picture whose header was read and found within bounds. Decodes to what Pillow's <c>convert("RGB")</c> gives: no colour management,
/// alpha dropped rather than composed, the high byte of 16-bit channels, the first frame of an animation; turned upright by EXIF.
/// The fourth byte of each pixel means nothing.
/// </summary>
internal sealed unsafe class EncodedImage : IDisposable
{
    private readonly string _name;
    private readonly System.Buffers.MemoryHandle _pin;
    private readonly CancellableStream _stream;
    private readonly SKCodec _codec;
    private readonly ImageFormat _format;
    private readonly DecodingWay _way;
    private readonly PixelBudget _budget;
    private readonly bool _gathered;
    private readonly ReadOnlyMemory<byte>? _unended;
    private readonly Orientation _orientation;
    private int _storedWidth, _storedHeight;

    /// <summary>Reads the header.</summary>
    /// <exception cref="ImageException">It is no picture, or too large.</exception>
    public EncodedImage(ReadOnlyMemory<byte> bytes, string name, ImageOptions options)
    {
        _name = name;
        _budget = options.Budget;
        if (bytes.Length > options.MaximumBytes) throw EncodedBytes.TooLarge(name, $"{bytes.Length:N0}", options.MaximumBytes);
        _format = Signature.Identify(bytes.Span, name);
        CheckContainer(bytes.Span, options);
        if (_format == ImageFormat.Jpeg)
        {
            var scans = JpegScans.Read(bytes.Span, name);
            _gathered = scans.Count > 1;
            if (!scans.IsEnded)
            {
                _unended = bytes;
                bytes = JpegEnd.Close(bytes.Span);
            }
        }
        else
        {
            _gathered = DecodingWays.IsGathered(_format, bytes.Span);
        }
        _pin = bytes.Pin();
        try
        {
            _stream = new CancellableStream((byte*)_pin.Pointer, bytes.Length);
            _codec = SKCodec.Create(_stream, out var result) ?? throw Failure(result == SKCodecResult.Success ? SKCodecResult.InvalidInput : result);
            (_storedWidth, _storedHeight) = (_codec.Info.Width, _codec.Info.Height);
            Bound(_storedWidth, _storedHeight, options);
            _way = DecodingWays.Of(_format, bytes.Span);
            _orientation = Orientation.FromExif(_format == ImageFormat.Png ? Orientation.OfPng(bytes.Span) : (int)_codec.EncodedOrigin);
            (Width, Height) = Upright(_storedWidth, _storedHeight);
            (FullWidth, FullHeight, ExtentX, ExtentY) = (Width, Height, Width, Height);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Pixels in an upright row at full scale.</summary>
    public int FullWidth { get; }

    /// <summary>Upright rows at full scale.</summary>
    public int FullHeight { get; }

    /// <summary>Pixels in an upright row as it will be decoded.</summary>
    public int Width { get; private set; }

    /// <summary>Upright rows as they will be decoded.</summary>
    public int Height { get; private set; }

    /// <summary>The part of <see cref="Width"/> that the picture covers: all, but a fraction of the last pixel less when decoded at reduced scale.</summary>
    public double ExtentX { get; private set; }

    /// <summary>The part of <see cref="Height"/> that the picture covers.</summary>
    public double ExtentY { get; private set; }

    /// <summary>Has a JPEG decoded at the smallest n/8 of its size that leaves <paramref name="pixels"/> on the shorter side; other formats stay as they are.</summary>
    public void Reduce(int pixels)
    {
        const int eighths = 8;
        if (_format != ImageFormat.Jpeg) return;
        var n = (int)Math.Ceiling((double)pixels * eighths / Math.Min(_storedWidth, _storedHeight));
        if (n >= eighths) return;
        var size = _codec.GetScaledDimensions((float)n / eighths);
        if (Math.Min(size.Width, size.Height) < pixels) return;
        (ExtentX, ExtentY) = (FullWidth * (double)n / eighths, FullHeight * (double)n / eighths);
        (_storedWidth, _storedHeight) = (size.Width, size.Height);
        (Width, Height) = Upright(_storedWidth, _storedHeight);
    }

    /// <summary>Decodes all rows into the sink, upright; once.</summary>
    /// <param name="sink">Gets the rows, in bands.</param>
    /// <param name="cancellation">Heard between bands, and by the codec at its next read of the bytes.</param>
    /// <exception cref="ImageException">The data are truncated or corrupt, or there is no memory for the pixels.</exception>
    public void Decode(IRowSink sink, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _stream.Cancellation = cancellation;
        var info = new SKImageInfo(_storedWidth, _storedHeight, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        try
        {
            var upright = _orientation.Transpose ? (long)_storedWidth * _storedHeight : 0;
            // Two decoders more, for a moment, where the end has to be tried.
            var decoders = _unended is null ? 1 : 3;
            using var memory = _budget.Take(DecodingMemory.Of(_way, _gathered, (long)FullWidth * FullHeight * decoders, upright), cancellation);
            if (_unended is { } bytes && !JpegEnd.HasAllRows(bytes.Span, info, cancellation)) throw JpegScans.Truncated(_name);
            using var rows = new OrientedRows(sink, _orientation, _storedWidth, _storedHeight);
            var codec = new CodecRows(_codec, info, rows, cancellation);
            Require(_way switch
            {
                DecodingWay.Bands => codec.InBands(),
                DecodingWay.Incremental => codec.Incrementally(),
                _ => codec.AtOnce(),
            });
            cancellation.ThrowIfCancellationRequested();
            rows.Complete(cancellation);
        }
        catch (ImageException error) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(error.Message, error, cancellation);
        }
        catch (OutOfMemoryException error)
        {
            throw new ImageException(_name, ImageError.TooLarge, $"there is not enough memory for {_storedWidth}x{_storedHeight} pixels", "shrink the picture or decode fewer at once", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _codec?.Dispose();
        _pin.Dispose();
    }

    /// <summary>What the codecs would not see, or would answer with a vaguer error.</summary>
    private void CheckContainer(ReadOnlySpan<byte> bytes, ImageOptions options)
    {
        const int webpHeader = 8, pngWidth = 16, pngHeight = 20;
        if (_format == ImageFormat.WebP && BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) > bytes.Length - webpHeader) throw Failure(SKCodecResult.IncompleteInput);
        if (_format == ImageFormat.Png && bytes.Length >= pngHeight + 4)
            Bound(BinaryPrimitives.ReadUInt32BigEndian(bytes[pngWidth..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[pngHeight..]), options);
    }

    private void Bound(long width, long height, ImageOptions options)
    {
        if (width < 1 || height < 1) throw Failure(SKCodecResult.InvalidInput);
        var pixels = width > long.MaxValue / height ? long.MaxValue : width * height;
        if (pixels > options.MaximumPixels)
            throw new ImageException(_name, ImageError.TooLarge,
                $"found {width}x{height} = {pixels:N0} pixels, but at most {options.MaximumPixels:N0} are decoded", $"shrink the picture or raise {nameof(ImageOptions.MaximumPixels)}");
        if (Math.Max(width, height) > ImageOptions.MaximumSide)
            throw new ImageException(_name, ImageError.TooLarge,
                $"found {width}x{height} pixels, but a side may have at most {ImageOptions.MaximumSide:N0}", "cut the picture into parts");
    }

    private (int Width, int Height) Upright(int width, int height) => _orientation.Transpose ? (height, width) : (width, height);

    private void Require(SKCodecResult result)
    {
        if (result != SKCodecResult.Success) throw Failure(result);
    }

    private ImageException Failure(SKCodecResult result) => result switch
    {
        SKCodecResult.IncompleteInput => new(_name, ImageError.Truncated, $"the {_format} data end before the picture does", "copy or download it again"),
        SKCodecResult.Unimplemented or SKCodecResult.InvalidConversion =>
            new(_name, ImageError.Unsupported, $"this kind of {_format} is not read", "save it again as an ordinary JPEG or PNG"),
        SKCodecResult.InternalError => new(_name, ImageError.TooLarge, $"the {_format} codec ran out of memory", "shrink the picture"),
        _ => new(_name, ImageError.Corrupt, $"the {_format} data are damaged", "copy or download the file again"),
    };
}
