using AlexNet.Engine.Models;
using SkiaSharp;

namespace AlexNet.Bench.Photos;

/// <summary>The paper's preprocessing with SkiaSharp's own means: decode, shorter side to 256, centre, less the mean.</summary>
internal sealed class UsualPreprocessing(Preprocessing preprocessing, int side)
{
    public void Load(string path, float[] view)
    {
        using var photo = SKBitmap.Decode(path);
        var factor = (float)preprocessing.ResizeTo / Math.Min(photo.Width, photo.Height);
        var info = new SKImageInfo((int)MathF.Round(photo.Width * factor), (int)MathF.Round(photo.Height * factor), SKColorType.Rgba8888);
        // The cheapest sampling that does not skip pixels of a large photo; the next better one takes three to twenty times as long.
        using var resized = photo.Resize(info, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Nearest));
        var pixels = resized.GetPixelSpan();
        int left = (info.Width - side) / 2, top = (info.Height - side) / 2;
        for (var channel = 0; channel < 3; channel++)
        {
            var mean = preprocessing.Mean[channel];
            for (var row = 0; row < side; row++)
            {
                var source = pixels[(((top + row) * info.Width + left) * 4 + channel)..];
                var target = view.AsSpan((channel * side + row) * side, side);
                for (var column = 0; column < side; column++) target[column] = source[column * 4] - mean;
            }
        }
    }
}
