using AlexNet.Imaging.Decoding;
using AlexNet.Imaging.Resizing;
using FsCheck.Xunit;

namespace AlexNet.Imaging.Tests.Resizing;

/// <summary>The resizer against Pillow's results and against the plain formula in double.</summary>
public class ResizerTests
{
    public static TheoryData<string> Cases =>
        new(Directory.GetFiles(Fixture.Path("resize"), "*.source.ppm").Select(file => Path.GetFileName(file)[..^".source.ppm".Length]).Order());

    [Theory]
    [MemberData(nameof(Cases))]
    public void BitsArePillows(string name)
    {
        var source = Ppm.Read(Fixture.Path("resize", name + ".source.ppm"));
        var expected = Ppm.Read(Fixture.Path("resize", name + ".pillow.ppm"));
        Fixture.Same(expected, Resizer.Resize(source, expected.Width, expected.Height));
    }

    [Property(MaxTest = 150)]
    public void AgreesWithTheFormulaInDouble(int seed, byte w, byte h, byte w2, byte h2)
    {
        var source = Noise(seed, 1 + w % 90, 1 + h % 90);
        var (width, height) = (1 + w2 % 120, 1 + h2 % 120);
        Fixture.Same(Reference(source, width, height), Resizer.Resize(source, width, height), 1);
    }

    [Property(MaxTest = 100)]
    public unsafe void ARegionIsTheCropOfTheWhole(int seed, byte w, byte h, byte w2, byte h2, byte left, byte top)
    {
        var source = Noise(seed, 1 + w % 90, 1 + h % 90);
        var (width, height) = (1 + w2 % 120, 1 + h2 % 120);
        var (x, y) = (left % width, top % height);
        var (columns, rows) = (1 + (width - x - 1) / 2, 1 + (height - y - 1) / 2);
        var whole = Resizer.Resize(source, width, height);

        using var resampler = new RegionResampler(source.Width, source.Height, source.Width, source.Height, new ResizedRegion(width, height, x, y, columns, rows));
        using var input = new PixelBuffer(source.Width, source.Height);
        PixelRows.Expand(source.Pixels, input.Pixels);
        // Bottom up and in bands of three: the order of the rows must not matter.
        for (var row = source.Height; row > 0; row -= 3)
            resampler.Write(input.Row(Math.Max(row - 3, 0)), source.Width, Math.Max(row - 3, 0), Math.Min(row, 3));
        using var found = resampler.Finish();
        for (var j = 0; j < rows; j++)
            for (var i = 0; i < columns; i++)
            {
                var expected = whole.Pixels.AsSpan(((y + j) * width + x + i) * 3, 3);
                Assert.Equal(expected.ToArray(), new ReadOnlySpan<byte>((byte*)(found.Row(j) + i), 3).ToArray());
            }
    }

    [Fact]
    public void FlatStaysFlat()
    {
        foreach (var level in (byte[])[0, 1, 127, 254, 255])
        {
            var source = new RgbImage(101, 77, [.. Enumerable.Repeat(level, 3 * 101 * 77)]);
            Assert.All(Resizer.Resize(source, 33, 154).Pixels, value => Assert.Equal(level, value));
        }
    }

    [Fact]
    public void ExtremesAreBounded()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Resizer.Resize(Noise(1, 2, 2), 0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resizer.Resize(Noise(1, 2, 2), 5, ImageOptions.MaximumSide + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resizer.Resize(Noise(1, 2, 2), ImageOptions.MaximumSide, ImageOptions.MaximumSide));
        // The longest reduction there is: the sum of a million weights must not overflow. Their rounding loses a level, as Pillow's does.
        var white = new RgbImage(ImageOptions.MaximumSide, 1, [.. Enumerable.Repeat((byte)255, 3 * ImageOptions.MaximumSide)]);
        Assert.All(Resizer.Resize(white, 1, 1).Pixels, value => Assert.Equal(254, value));
    }

    internal static RgbImage Noise(int seed, int width, int height)
    {
        var pixels = new byte[3 * width * height];
        new Random(seed).NextBytes(pixels);
        return new RgbImage(width, height, pixels);
    }

    /// <summary>The triangle filter, both axes, in double, rounded once.</summary>
    private static RgbImage Reference(RgbImage source, int width, int height)
    {
        var across = Weights(source.Width, width);
        var down = Weights(source.Height, height);
        var pixels = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var c = 0; c < 3; c++)
                {
                    var sum = 0.0;
                    for (var j = 0; j < source.Height; j++)
                    {
                        if (down[y, j] == 0) continue;
                        for (var i = 0; i < source.Width; i++) sum += down[y, j] * across[x, i] * source.Pixels[(j * source.Width + i) * 3 + c];
                    }
                    pixels[(y * width + x) * 3 + c] = (byte)Math.Round(Math.Clamp(sum, 0, 255));
                }
        return new RgbImage(width, height, pixels);
    }

    private static double[,] Weights(int input, int output)
    {
        var weights = new double[output, input];
        var scale = (double)input / output;
        for (var o = 0; o < output; o++)
        {
            var sum = 0.0;
            for (var i = 0; i < input; i++) sum += weights[o, i] = Math.Max(0, 1 - Math.Abs(i + 0.5 - (o + 0.5) * scale) / Math.Max(scale, 1));
            for (var i = 0; i < input; i++) weights[o, i] /= sum;
        }
        return weights;
    }
}
