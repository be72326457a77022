using AlexNet.Imaging.Datasets;
using SkiaSharp;

namespace AlexNet.Imaging.Tests;

/// <summary>A folder of labelled photos for one test: small PNGs of noise, no two alike.</summary>
public sealed class PhotoFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("alexnet-photos-").FullName;

    public PhotoDataset Read() => DatasetReader.Read(Path);

    public string At(string name) => System.IO.Path.Combine([Path, .. name.Split('/')]);

    /// <summary>So many photos of a class: 1.png, 2.png, ...</summary>
    public PhotoFolder With(string @class, int photos, int width = 24, int height = 20)
    {
        for (var i = 1; i <= photos; i++) Photo($"{@class}/{i}.png", width, height);
        return this;
    }

    /// <summary>One photo; its pixels follow from its name.</summary>
    public PhotoFolder Photo(string name, int width = 24, int height = 20)
    {
        var random = new Random(name.Aggregate(17, (hash, letter) => hash * 31 + letter));
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++) bitmap.SetPixel(x, y, new SKColor((byte)random.Next(256), (byte)random.Next(128), (byte)random.Next(64)));
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return File(name, png.ToArray());
    }

    public PhotoFolder File(string name, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(name))!);
        System.IO.File.WriteAllBytes(At(name), bytes);
        return this;
    }

    public string Text(string name, string text)
    {
        System.IO.File.WriteAllText(At(name), text);
        return At(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
