using AlexNet.Imaging.Decoding;
using AlexNet.Imaging.Tests.Resizing;

namespace AlexNet.Imaging.Tests.Decoding;

/// <summary>Work is given up in the middle of a picture, not only before and after it.</summary>
public class CancellationTests
{
    private static readonly RgbImage Large = ResizerTests.Noise(1, 900, 700);

    [Fact]
    public void AfterTheFirstBandOfAJpeg()
    {
        using var source = new CancellationTokenSource();
        using var image = new EncodedImage(Encoder.Jpeg(Large, 90), "large.jpg", ImageOptions.Default);
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
