using AlexNet.Imaging.Decoding;
using AlexNet.Imaging.Tests.Resizing;
using SkiaSharp;

namespace AlexNet.Imaging.Tests.Decoding;

/// <summary>Work is given up in the middle of a picture, not only before and after it.</summary>
public class CancellationTests
{
    private static readonly RgbImage Large = ResizerTests.Noise(1, 900, 700);

    [Theory]
    [InlineData("jpg")]
    [InlineData("png")]
    [InlineData("bmp")]
    [InlineData("gif")]
    [InlineData("webp")]
    public void AfterTheFirstBand(string format)
    {
        using var source = new CancellationTokenSource();
        using var image = new EncodedImage(Encode(format), $"large.{format}", ImageOptions.Default);
        var rows = new CancellingRows(source);
        Assert.Throws<OperationCanceledException>(() => image.Decode(rows, source.Token));
        Assert.InRange(rows.Taken, 1, 100);
    }

    [Theory]
    [InlineData("png")]
    [InlineData("gif")]
    public unsafe void InTheMiddleOfOneCallOfTheCodec(string format)
    {
        var bytes = Encode(format);
        using var source = new CancellationTokenSource();
        fixed (byte* pointer = bytes)
        {
            using var stream = new CancellableStream(pointer, bytes.Length) { Cancellation = source.Token };
            using var codec = SKCodec.Create(stream);
            var info = new SKImageInfo(Large.Width, Large.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
            var rows = new CancellingRows(source);
            source.Cancel();
            // The token of the rows is another: the codec alone must hear the cancellation, by its stream.
            Assert.Equal(SKCodecResult.IncompleteInput, new CodecRows(codec, info, rows, default).Incrementally());
            Assert.Equal(0, rows.Taken);
            Assert.InRange(stream.BytesRead, 1, bytes.Length / 4);
        }
    }

    [Fact]
    public void APictureOnItsSideStopsBetweenItsBandsToo()
    {
        using var source = new CancellationTokenSource();
        using var image = new EncodedImage(Encoder.WithOrientation(Encoder.Jpeg(Large, 90), 6), "side.jpg", ImageOptions.Default);
        var rows = new CancellingRows(source);
        Assert.Throws<OperationCanceledException>(() => image.Decode(rows, source.Token));
        Assert.InRange(rows.Taken, 1, 100);
    }

    [Fact]
    public unsafe void TheCodecFindsTheStreamEnded()
    {
        using var source = new CancellationTokenSource();
        var bytes = "0123456789"u8.ToArray();
        fixed (byte* pointer = bytes)
        {
            using var stream = new CancellableStream(pointer, bytes.Length) { Cancellation = source.Token };
            var buffer = new byte[4];
            Assert.Equal(4, stream.Read(buffer, 4));
            Assert.Equal("0123"u8.ToArray(), buffer);
            Assert.Equal(2, stream.Skip(2));
            Assert.False(stream.IsAtEnd);
            source.Cancel();
            Assert.True(stream.IsAtEnd);
            Assert.Equal(0, stream.Read(buffer, 4));
        }
    }

    [Fact]
    public unsafe void TheStreamReadsSeeksAndEnds()
    {
        var bytes = "0123456789"u8.ToArray();
        fixed (byte* pointer = bytes)
        {
            using var stream = new CancellableStream(pointer, bytes.Length);
            var buffer = new byte[8];
            Assert.Equal(10, stream.Length);
            Assert.Equal(8, stream.Read(buffer, 8));
            Assert.Equal(2, stream.Read(buffer, 8));
            Assert.Equal((byte)'8', buffer[0]);
            Assert.True(stream.IsAtEnd);
            Assert.True(stream.Seek(3));
            Assert.Equal(3, stream.Position);
            Assert.True(stream.Move(-1));
            Assert.Equal(2, stream.Position);
            Assert.True(stream.Rewind());
            Assert.Equal(0, stream.Position);
        }
    }

    private static byte[] Encode(string format) => format switch
    {
        "jpg" => Encoder.Jpeg(Large, 90),
        "png" => Encoder.Png(Large),
        "webp" => Encoder.WebP(Large),
        "gif" => PlainEncoder.Gif(Large),
        _ => PlainEncoder.Bmp(Large, bottomUp: true),
    };

    private sealed unsafe class CancellingRows(CancellationTokenSource source) : IRowSink
    {
        public int Taken { get; private set; }

        public void Write(uint* pixels, nint stride, int row, int count)
        {
            Taken += count;
            source.Cancel();
        }
    }
}
