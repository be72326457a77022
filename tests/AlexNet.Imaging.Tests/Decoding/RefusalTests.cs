using AlexNet.Imaging.Decoding;

namespace AlexNet.Imaging.Tests.Decoding;

/// <summary>What is refused, and how it is said.</summary>
public class RefusalTests
{
    public static TheoryData<string> Formats => new(Fixture.Formats());

    [Fact]
    public void Empty() => Refused([], ImageError.Empty, "empty");

    [Fact]
    public void NoPicture()
    {
        Refused("hello, world"u8.ToArray(), ImageError.NotAnImage, "\"hello, w\"");
        Refused([0, 0, 10, 10, 1], ImageError.NotAnImage, "00000A0A01");
        Refused([0xFF], ImageError.NotAnImage, "FF");
    }

    [Fact]
    public void ForeignFormats()
    {
        Refused("II*\0rest of a TIFF"u8.ToArray(), ImageError.Unsupported, "TIFF");
        Refused("\0\0\0 ftypheic"u8.ToArray(), ImageError.Unsupported, "HEIC");
        Refused("%PDF-1.4"u8.ToArray(), ImageError.Unsupported, "PDF");
    }

    [Fact]
    public void HeaderOnly()
    {
        Refused([0xFF, 0xD8, 0xFF, 0xE0], ImageError.Truncated, "JPEG");
        Refused([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], ImageError.Truncated, "Png");
        Refused("BM"u8.ToArray(), ImageError.Truncated, "Bmp");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void EveryTruncationIsRefusedOrHarmless(string name)
    {
        var bytes = Fixture.Bytes("formats", name);
        var whole = ImageDecoder.Decode(bytes, name);
        var refused = 0;
        for (var length = 0; length < bytes.Length; length++)
        {
            try
            {
                Fixture.Same(whole, ImageDecoder.Decode(bytes.AsMemory(0, length), name), 0, $"{name} cut to {length} of {bytes.Length} bytes");
            }
            catch (ImageException error)
            {
                refused++;
                Assert.Contains(name, error.Message, StringComparison.Ordinal);
            }
        }
        // An animation is whole after its first frame; a PNG after its data, before checksum and end mark.
        Assert.True(refused >= bytes.Length / 5, $"{refused} of {bytes.Length} refused");
        // A JPEG is whole without its end marker of two bytes, and perhaps without a last byte of nothing but padding; progressive ones may lose correction bits of zero.
        if (name.EndsWith(".jpg", StringComparison.Ordinal)) Assert.InRange(refused, bytes.Length - 4, bytes.Length - 2);
    }

    [Fact]
    public void PixelsAreBoundedBeforeDecoding()
    {
        var bomb = Fixture.Bytes("formats", "rgb.png");
        (bomb[17], bomb[21]) = (0xFF, 0xFF); // the header's width and height, in its second byte: 16 million each
        PngChecksum.FixHeader(bomb);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(bomb, ImageError.TooLarge, nameof(ImageOptions.MaximumPixels));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);

        var limit = new ImageOptions { MaximumPixels = 37 * 23 - 1 };
        var error = Assert.Throws<ImageException>(() => ImageDecoder.Decode(Fixture.Path("formats", "gray.jpg"), limit));
        Assert.Equal(ImageError.TooLarge, error.Error);
        Assert.Contains("37x23", error.Message, StringComparison.Ordinal);
        ImageDecoder.Decode(Fixture.Path("formats", "gray.jpg"), new ImageOptions { MaximumPixels = 37 * 23 });
    }

    [Fact]
    public void SidesAreBounded()
    {
        var strip = Fixture.Bytes("formats", "rgb.png");
        strip.AsSpan(16, 8).Clear();
        (strip[17], strip[23]) = (0x20, 0x01); // 2 million by 1
        PngChecksum.FixHeader(strip);
        Refused(strip, ImageError.TooLarge, "side");
    }

    [Fact]
    public void BytesAreBounded()
    {
        var options = new ImageOptions { MaximumBytes = 500 };
        var bytes = Fixture.Bytes("formats", "rgb.bmp");
        Action[] ways =
        [
            () => ImageDecoder.Decode(Fixture.Path("formats", "rgb.bmp"), options),
            () => ImageDecoder.Decode(bytes, "rgb.bmp", options),
            () => ImageDecoder.Decode(new MemoryStream(bytes), "rgb.bmp", options),
            () => ImageDecoder.Decode(new Endless(), "rgb.bmp", options),
        ];
        foreach (var way in ways) Assert.Equal(ImageError.TooLarge, Assert.Throws<ImageException>(way).Error);
    }

    [Fact]
    public void UnreadableFiles()
    {
        var missing = Assert.Throws<ImageException>(() => ImageDecoder.Decode("/no/such/photo.jpg"));
        Assert.Equal((ImageError.Unreadable, "/no/such/photo.jpg"), (missing.Error, missing.ImageName));
        var folder = Assert.Throws<ImageException>(() => ImageDecoder.Decode(Fixture.Path("formats")));
        Assert.Contains("folder", folder.Message, StringComparison.Ordinal);
        Assert.Equal(ImageError.Unreadable, Assert.Throws<ImageException>(() => ImageDecoder.Decode("a\0b.jpg")).Error);
        Assert.Equal(ImageError.Unreadable, Assert.Throws<ImageException>(() => ImageDecoder.Decode("")).Error);
    }

    [Fact]
    public void ManyScansAreRefused()
    {
        // A scan header and nothing else, again and again: each would cost a pass over all pixels.
        var bytes = Fixture.Bytes("formats", "progressive.jpg");
        byte[] scan = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0];
        byte[] hostile = [.. bytes[..^2], .. Enumerable.Repeat(scan, 600).SelectMany(part => part), 0xFF, 0xD9];
        Refused(hostile, ImageError.Corrupt, "scans");
    }

    [Fact]
    public void CancelledBeforeTheFirstPixel()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => ImageDecoder.Decode(Fixture.Path("formats", "rgb.png"), null, source.Token));
        Assert.Throws<OperationCanceledException>(() => ImageDecoder.Decode(Fixture.Bytes("formats", "gray.jpg"), "gray", null, source.Token));
    }

    [Fact]
    public void OptionsAreChecked()
    {
        Assert.Throws<ArgumentException>(() => ImageDecoder.Decode(new byte[1], "x", new ImageOptions { MaximumPixels = 0 }));
        Assert.Throws<ArgumentException>(() => ImageDecoder.Decode(new byte[1], "x", new ImageOptions { MaximumBytes = -1 }));
    }

    private static void Refused(byte[] bytes, ImageError error, string word)
    {
        var thrown = Assert.Throws<ImageException>(() => ImageDecoder.Decode(bytes, "photo.jpg"));
        Assert.Equal(error, thrown.Error);
        Assert.StartsWith("'photo.jpg': ", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(word, thrown.Message, StringComparison.Ordinal);
    }

    private sealed class Endless : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => count;

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
