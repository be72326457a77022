using AlexNet.Imaging.Decoding;
using AlexNet.Imaging.Tests.Resizing;

namespace AlexNet.Imaging.Tests.Decoding;

/// <summary>Every format gives Pillow's pixels.</summary>
public class FormatTests
{
    public static TheoryData<string> Formats => new(Fixture.Formats());

    [Theory]
    [MemberData(nameof(Formats))]
    public void PixelsAreThoseOfPillow(string name)
    {
        var expected = Ppm.Read(Fixture.Path("formats", name + ".ppm"));
        var found = ImageDecoder.Decode(Fixture.Path("formats", name));
        if (name == "transparent.gif") BlackenWhereBlack(expected, found);
        Fixture.Same(expected, found);
    }

    [Fact]
    public void EveryFormatIsThere() => Assert.Equal(40, Fixture.Formats().Count());

    [Fact]
    public void BytesStreamAndFileAgree()
    {
        var expected = ImageDecoder.Decode(Fixture.Path("formats", "baseline420.jpg"));
        var bytes = Fixture.Bytes("formats", "baseline420.jpg");
        Fixture.Same(expected, ImageDecoder.Decode(bytes, "bytes"));
        using var stream = new MemoryStream([1, 2, 3, .. bytes]) { Position = 3 };
        Fixture.Same(expected, ImageDecoder.Decode(stream, "stream"));
        Assert.True(stream.CanRead);
        using var pipe = new Trickle(bytes);
        Fixture.Same(expected, ImageDecoder.Decode(pipe, "pipe"));
    }

    [Fact]
    public void FileIsNotHeldOpen()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, Fixture.Bytes("formats", "rgb.png"));
            ImageDecoder.Decode(file);
            using var alone = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void LargeJpegInBandsEqualsThePng()
    {
        // Taller than one band, and turned by each EXIF value: the bands must fall into their places.
        var photo = ImageDecoder.Decode(Fixture.Path("oracles", "elephant_0001.jpg"));
        var large = AlexNet.Imaging.Resizing.Resizer.Resize(photo, 1201, 803);
        var jpeg = Encoder.Jpeg(large, 95);
        var upright = ImageDecoder.Decode(jpeg, "upright");
        for (var orientation = 1; orientation <= 8; orientation++)
        {
            var found = ImageDecoder.Decode(Encoder.WithOrientation(jpeg, orientation), "turned");
            Fixture.Same(Encoder.Turn(upright, orientation), found, 0, $"orientation {orientation}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LargeBmpInBandsHasItsRowsInPlace(bool bottomUp)
    {
        var large = ResizerTests.Noise(2, 901, 703);
        Fixture.Same(large, ImageDecoder.Decode(PlainEncoder.Bmp(large, bottomUp), "large.bmp"));
    }

    [Fact]
    public void LargePngAndGifAreWhole()
    {
        var large = ResizerTests.Noise(3, 901, 703);
        Fixture.Same(large, ImageDecoder.Decode(Encoder.Png(large), "large.png"));
        // A few bytes for many rows: the codec's reads and the rows fall apart.
        var flat = new RgbImage(4001, 3001, new byte[3 * 4001 * 3001]);
        Fixture.Same(flat, ImageDecoder.Decode(Encoder.Png(flat), "flat.png"));
        var gray = PlainEncoder.GifLevels(large);
        Fixture.Same(gray, ImageDecoder.Decode(PlainEncoder.Gif(large), "large.gif"));
    }

    [Fact]
    public void ParallelDecodingGivesTheSame()
    {
        var names = Fixture.Formats().ToArray();
        var expected = names.ToDictionary(name => name, name => ImageDecoder.Decode(Fixture.Path("formats", name)));
        Parallel.For(0, 40 * names.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var name = names[i % names.Length];
            Fixture.Same(expected[name], ImageDecoder.Decode(Fixture.Path("formats", name)), 0, name);
        });
    }

    /// <summary>The documented exception: where a GIF is transparent our pixel is black.</summary>
    private static void BlackenWhereBlack(RgbImage expected, RgbImage found)
    {
        var black = 0;
        for (var i = 0; i < found.Pixels.Length; i += 3)
        {
            if (found.Pixels.AsSpan(i, 3).ContainsAnyExcept((byte)0)) continue;
            expected.Pixels.AsSpan(i, 3).Clear();
            black++;
        }
        Assert.InRange(black, 1, 50);
    }

    /// <summary>A stream without length that gives few bytes a read, as a network does.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 7));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 7)]);
    }
}
