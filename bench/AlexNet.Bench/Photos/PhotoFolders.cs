using SkiaSharp;

namespace AlexNet.Bench.Photos;

/// <summary>Folders of JPEGs made of real photos, in a temporary folder: neither found photos nor their sizes are alike, and a benchmark needs both alike.</summary>
internal static class PhotoFolders
{
    public const int SmallWidth = 500;
    public const int SmallHeight = 375;

    private const int Tiles = 8;
    private const int Quality = 90;

    /// <summary>Photos of 500x375; returns their paths.</summary>
    public static IReadOnlyList<string> Small(string folder, int count)
    {
        var sources = Sources();
        return Write(folder, count, index => Load(sources[(int)((long)index * sources.Count / count)]));
    }

    /// <summary>
    /// Photos of 4000x3000, 12 megapixels: 8x8 photos of 500x375 side by side, as one of them enlarged would have far less detail, and so far
    /// fewer bytes to decode, than a camera's.
    /// </summary>
    public static IReadOnlyList<string> Large(string folder, int count)
    {
        var sources = Sources();
        return Write(folder, count, index =>
        {
            var mosaic = new SKBitmap(Tiles * SmallWidth, Tiles * SmallHeight);
            using var canvas = new SKCanvas(mosaic);
            for (var tile = 0; tile < Tiles * Tiles; tile++)
            {
                using var photo = Load(sources[(index * Tiles * Tiles + tile) * 7 % sources.Count]);
                canvas.DrawBitmap(photo, tile % Tiles * SmallWidth, tile / Tiles * SmallHeight, new SKSamplingOptions(SKFilterMode.Nearest));
            }
            return mosaic;
        });
    }

    private static string[] Write(string folder, int count, Func<int, SKBitmap> make)
    {
        Directory.CreateDirectory(folder);
        var paths = Enumerable.Range(0, count).Select(index => Path.Combine(folder, $"{index:000}.jpg")).ToArray();
        Parallel.For(0, count, index =>
        {
            using var photo = make(index);
            using var bytes = photo.Encode(SKEncodedImageFormat.Jpeg, Quality);
            File.WriteAllBytes(paths[index], bytes.ToArray());
        });
        return paths;
    }

    private static SKBitmap Load(string path)
    {
        using var photo = SKBitmap.Decode(path) ?? throw new InvalidOperationException($"{path} is no photo");
        return photo.Resize(new SKImageInfo(SmallWidth, SmallHeight), new SKSamplingOptions(SKCubicResampler.Mitchell));
    }

    /// <summary>The photos of shared/data/caltech101 where there are such, else the module's samples.</summary>
    private static List<string> Sources()
    {
        var folder = Repository.Nearby(Path.Combine("shared", "data", "caltech101")) ?? Path.Combine(Repository.Root, "samples");
        return [.. Directory.EnumerateFiles(folder, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }
}
