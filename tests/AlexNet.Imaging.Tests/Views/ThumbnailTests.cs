using AlexNet.Imaging.Decoding;
using AlexNet.Imaging.Resizing;
using AlexNet.Imaging.Views;
using SkiaSharp;

namespace AlexNet.Imaging.Tests.Views;

public sealed class ThumbnailTests : IDisposable
{
    private readonly PhotoFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(300, 200, 90, 60)]
    [InlineData(200, 300, 60, 90)]
    [InlineData(30, 20, 30, 20)]
    [InlineData(2000, 3, 90, 1)]
    public void TheLongerSideIsAsAskedAndASmallPhotoStaysAsItIs(int width, int height, int newWidth, int newHeight)
    {
        var small = Thumbnail.Load(Gradient(width, height), 90);
        Assert.Equal((newWidth, newHeight), (small.Width, small.Height));
    }

    [Fact]
    public void ItShowsThePhoto()
    {
        var file = Gradient(640, 400);
        var small = Thumbnail.Load(file, 64);
        var expected = Resizer.Resize(ImageDecoder.Decode(file), 64, 40);
        var difference = small.Pixels.Zip(expected.Pixels, (a, b) => Math.Abs(a - b)).Average();
        Assert.InRange(difference, 0, 3);
    }

    [Fact]
    public void WhatIsNoPhotoIsRefused() =>
        Assert.Throws<ImageException>(() => Thumbnail.Load(_folder.File("a/no.jpg", [1, 2, 3]).At("a/no.jpg"), 64));

    private string Gradient(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++) bitmap.SetPixel(x, y, new SKColor((byte)(255 * x / width), (byte)(255 * y / height), 40));
        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95);
        return _folder.File("a/photo.jpg", jpeg.ToArray()).At("a/photo.jpg");
    }
}
