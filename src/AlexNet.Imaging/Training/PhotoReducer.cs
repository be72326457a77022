using System.Security.Cryptography;
using AlexNet.Engine.Models;
using AlexNet.Imaging.Decoding;
using AlexNet.Imaging.Resizing;
using AlexNet.Imaging.Views;

namespace AlexNet.Imaging.Training;

/// <summary>Decodes photos to the size that a model resizes them to, whole: what training cuts its crops from. A cut of it has the bits that <see cref="Preprocessor"/> gives.</summary>
internal sealed unsafe class PhotoReducer(Preprocessing preprocessing, int inputSize, ImageOptions? options = null)
{
    // Of a panorama the middle is kept: crops and views come from near the centre, and memory stays bounded.
    private const int MaxAspect = 3;

    private readonly ViewGeometry _geometry = new(preprocessing with { ResizeTo = Side(preprocessing, inputSize) }, inputSize);
    private readonly ImageOptions _options = (options ?? ImageOptions.Default).Validated();

    /// <summary>Side of the central square that crops are cut from. A model that squashes photos to its input leaves no margin.</summary>
    public static int Side(Preprocessing preprocessing, int inputSize) => preprocessing.Resize == ResizeMode.Squash ? inputSize : preprocessing.ResizeTo;

    /// <summary>Reads a file once: its pixels, and the SHA-256 of its bytes.</summary>
    /// <exception cref="ImageException">It is no photo that can be decoded.</exception>
    public (PlanarPhoto Photo, byte[] Hash) Read(string path, CancellationToken cancellation)
    {
        using var bytes = EncodedBytes.Read(path, _options.MaximumBytes, cancellation);
        return (Reduce(bytes.Memory, path, cancellation), SHA256.HashData(bytes.Memory.Span));
    }

    /// <summary>Decodes and resizes; the same bytes give the same pixels.</summary>
    public PlanarPhoto Reduce(ReadOnlyMemory<byte> bytes, string name, CancellationToken cancellation)
    {
        using var image = new EncodedImage(bytes, name, _options);
        var whole = _geometry.Patch(image.FullWidth, image.FullHeight);
        var (columns, rows) = ((int)Math.Min(whole.Width, whole.Columns * MaxAspect), (int)Math.Min(whole.Height, whole.Rows * MaxAspect));
        var region = new ResizedRegion(whole.Width, whole.Height, ViewGeometry.Centre(whole.Width, columns), ViewGeometry.Centre(whole.Height, rows), columns, rows);
        using var resampler = new RegionResampler(image.Width, image.Height, image.ExtentX, image.ExtentY, region);
        image.Decode(resampler, cancellation);
        using var pixels = resampler.Finish();
        return new PlanarPhoto(columns, rows, Planes(pixels));
    }

    private static byte[] Planes(PixelBuffer pixels)
    {
        var count = pixels.Width * pixels.Height;
        var planes = new byte[PlanarPhoto.Channels * count];
        for (var i = 0; i < count; i++)
        {
            var pixel = pixels.Pixels[i];
            planes[i] = (byte)pixel;
            planes[count + i] = (byte)(pixel >> 8);
            planes[2 * count + i] = (byte)(pixel >> 16);
        }
        return planes;
    }
}
