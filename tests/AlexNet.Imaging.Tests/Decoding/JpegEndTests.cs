using AlexNet.Imaging.Decoding;
using AlexNet.Imaging.Tests.Resizing;

namespace AlexNet.Imaging.Tests.Decoding;

/// <summary>A JPEG without its end marker is whole when all its rows are there, and only then.</summary>
public class JpegEndTests
{
    private const int Marker = 2;

    [Theory]
    [InlineData("baseline420.jpg")]
    [InlineData("baseline444.jpg")]
    [InlineData("gray.jpg")]
    [InlineData("cmyk.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("orientation6.jpg")]
    public void WithoutTheMarkerThePictureIsTheSame(string name)
    {
        var bytes = Fixture.Bytes("formats", name);
        var whole = ImageDecoder.Decode(bytes, name);
        Fixture.Same(whole, ImageDecoder.Decode(bytes.AsMemory(..^Marker), name));
        Fixture.Same(whole, ImageDecoder.Decode(bytes.AsMemory(..^(Marker - 1)), name));
    }

    [Fact]
    public void ALargeOneLacksAnythingAndIsRefused()
    {
        var bytes = Encoder.Jpeg(ResizerTests.Noise(1, 640, 480), 90);
        ImageDecoder.Decode(bytes.AsMemory(..^Marker), "whole");
        for (var missing = Marker + 2; missing < bytes.Length; missing += missing)
            Assert.Equal(ImageError.Truncated, Assert.Throws<ImageException>(() => ImageDecoder.Decode(bytes.AsMemory(..^missing), "cut")).Error);
    }

    [Fact]
    public void AProgressiveOneThatLacksWholeScansIsRefused()
    {
        // Cut between two scans: every row can be decoded, but only blurred.
        var bytes = Fixture.Bytes("formats", "progressive.jpg");
        var last = bytes.AsSpan().LastIndexOf<byte>([0xFF, 0xDA]);
        var tables = bytes.AsSpan(0, last).LastIndexOf<byte>([0xFF, 0xC4]);
        foreach (var cut in new[] { last, tables })
            Assert.Equal(ImageError.Truncated, Assert.Throws<ImageException>(() => ImageDecoder.Decode(bytes.AsMemory(..cut), "cut")).Error);
    }
}
