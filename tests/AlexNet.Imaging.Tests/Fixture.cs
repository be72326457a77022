using System.Runtime.CompilerServices;

namespace AlexNet.Imaging.Tests;

/// <summary>Where the test files are, and how pictures are compared.</summary>
internal static class Fixture
{
    private static readonly string Root = System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures");

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    public static byte[] Bytes(params string[] parts) => File.ReadAllBytes(Path(parts));

    /// <summary>The names of all encoded pictures in formats/.</summary>
    public static IEnumerable<string> Formats() => Directory.GetFiles(Path("formats"))
        .Where(file => !file.EndsWith(".ppm", StringComparison.Ordinal))
        .Select(file => System.IO.Path.GetFileName(file)).Order(StringComparer.Ordinal);

    public static void Same(RgbImage expected, RgbImage found, int tolerance = 0, [CallerArgumentExpression(nameof(found))] string what = "")
    {
        Assert.Equal((expected.Width, expected.Height), (found.Width, found.Height));
        for (var i = 0; i < expected.Pixels.Length; i++)
            if (Math.Abs(expected.Pixels[i] - found.Pixels[i]) > tolerance)
                Assert.Fail($"{what}: column {i / 3 % expected.Width}, row {i / 3 / expected.Width}, channel {i % 3}: expected {expected.Pixels[i]}, found {found.Pixels[i]}");
    }
}
