using AlexNet.Engine.Models;
using AlexNet.Imaging.Decoding;
using AlexNet.Imaging.Resizing;
using AlexNet.Imaging.Views;

namespace AlexNet.Imaging.Tests.Views;

/// <summary>From a photo to the network's floats.</summary>
public class PreprocessorTests
{
    /// <summary>The levels themselves: nothing subtracted, nothing scaled.</summary>
    private static readonly Preprocessing Levels = new() { Mean = [0, 0, 0] };

    [Theory]
    [InlineData("elephant_0001", 224)]
    [InlineData("elephant_0001", 227)]
    [InlineData("sunflower_0001", 224)]
    [InlineData("sunflower_0001", 227)]
    public void CropEqualsTorchvisionsAndPillows(string name, int size)
    {
        // The oracle allows one level of difference; there is none.
        var expected = ImageDecoder.Decode(Fixture.Path("oracles", $"{name}.{size}.png"));
        Fixture.Same(expected, Picture(Load(Levels, size, Fixture.Bytes("oracles", name + ".jpg")), size));
    }

    [Fact]
    public void FileStreamAndBytesAgree()
    {
        var preprocessor = new Preprocessor(Preprocessing.Torchvision, 224);
        var path = Fixture.Path("oracles", "sunflower_0001.jpg");
        var (fromFile, fromStream, fromBytes) = (new float[preprocessor.ViewLength], new float[preprocessor.ViewLength], new float[preprocessor.ViewLength]);
        preprocessor.Load(path, fromFile);
        using (var stream = File.OpenRead(path)) preprocessor.Load(stream, "stream", fromStream);
        preprocessor.Load(File.ReadAllBytes(path), "bytes", fromBytes);
        Assert.Equal(fromFile, fromStream);
        Assert.Equal(fromFile, fromBytes);
    }

    [Fact]
    public void ScaleMeanStdAndOrderOfChannels()
    {
        var photo = Fixture.Bytes("oracles", "sunflower_0001.jpg");
        var levels = Load(Levels, 224, photo);
        var torchvision = Load(Preprocessing.Torchvision, 224, photo);
        var bgr = Load(Levels with { Channels = ChannelOrder.Bgr, Mean = [1, 2, 3], Std = [1, 2, 4] }, 224, photo);
        const int plane = 224 * 224;
        for (var i = 0; i < plane; i++)
        {
            Assert.Equal((levels[i] / 255 - 0.485) / 0.229, torchvision[i], 1e-5);
            Assert.Equal((levels[2 * plane + i] / 255 - 0.406) / 0.225, torchvision[2 * plane + i], 1e-5);
            Assert.Equal(levels[2 * plane + i] - 1, bgr[i]);
            Assert.Equal((levels[plane + i] - 2) / 2, bgr[plane + i]);
            Assert.Equal((levels[i] - 3) / 4, bgr[2 * plane + i]);
        }
    }

    [Fact]
    public void MeanImageOfTheInputAndOfTheResizedPhoto()
    {
        var photo = Fixture.Bytes("oracles", "elephant_0001.jpg");
        var levels = Load(Levels, 224, photo);
        float[] small = [.. Enumerable.Range(0, 3 * 224 * 224).Select(i => i % 251)];
        float[] large = [.. Enumerable.Range(0, 3 * 256 * 256).Select(i => i % 241)];
        var lessSmall = Load(Levels with { MeanImage = small, MeanImageSize = 224, Std = [2, 2, 2] }, 224, photo);
        var lessLarge = Load(Levels with { MeanImage = large, MeanImageSize = 256 }, 224, photo);
        for (var c = 0; c < 3; c++)
            for (var y = 0; y < 224; y++)
                for (var x = 0; x < 224; x++)
                {
                    var at = (c * 224 + y) * 224 + x;
                    Assert.Equal((levels[at] - small[at]) / 2, lessSmall[at]);
                    Assert.Equal(levels[at] - large[(c * 256 + y + 16) * 256 + x + 16], lessLarge[at]);
                }
    }

    [Theory]
    [InlineData(ResizeMode.SquashThenCrop)]
    [InlineData(ResizeMode.Squash)]
    public void Squashed(ResizeMode mode)
    {
        var photo = ImageDecoder.Decode(Fixture.Path("oracles", "elephant_0001.jpg"));
        var side = mode == ResizeMode.Squash ? 227 : 256;
        var expected = Crop(Resizer.Resize(photo, side, side), (side - 227) / 2, (side - 227) / 2, 227);
        Fixture.Same(expected, Picture(Load(Levels with { Resize = mode }, 227, Fixture.Bytes("oracles", "elephant_0001.jpg")), 227));
    }

    [Theory]
    [InlineData(ResizeMode.ShortSideThenCrop)]
    [InlineData(ResizeMode.SquashThenCrop)]
    [InlineData(ResizeMode.Squash)]
    public void TenViewsAreCornersCentreAndTheirMirrorImages(ResizeMode mode)
    {
        var photo = ImageDecoder.Decode(Fixture.Path("oracles", "elephant_0001.jpg"));
        var preprocessor = new Preprocessor(Levels with { Resize = mode }, 224);
        var views = new float[Preprocessor.TenViews * preprocessor.ViewLength];
        preprocessor.LoadTenViews(Fixture.Path("oracles", "elephant_0001.jpg"), views);

        var width = mode == ResizeMode.ShortSideThenCrop ? 256 * photo.Width / photo.Height : 256;
        var left = (int)Math.Round((width - 256) / 2.0, MidpointRounding.ToEven);
        var resized = Resizer.Resize(photo, width, 256);
        (int X, int Y)[] places = [(0, 0), (32, 0), (0, 32), (32, 32), (16, 16)];
        for (var i = 0; i < 5; i++)
        {
            var expected = Crop(resized, left + places[i].X, places[i].Y, 224);
            Fixture.Same(expected, Picture(View(views, i), 224), 0, $"view {i}");
            Fixture.Same(Encoder.Turn(expected, 2), Picture(View(views, i + 5), 224), 0, $"mirrored view {i}");
        }
        if (mode == ResizeMode.Squash) return;
        Assert.Equal(Load(Levels with { Resize = mode }, 224, Fixture.Bytes("oracles", "elephant_0001.jpg")), View(views, 4));
    }

    [Fact]
    public void TenViewsTakeTheMeanImageAlong()
    {
        // The mean of every place is subtracted before the photo is cut and mirrored.
        float[] mean = [.. Enumerable.Range(0, 3 * 256 * 256).Select(i => i % 241)];
        var photo = Fixture.Bytes("oracles", "sunflower_0001.jpg");
        var plain = TenViews(Levels, 227, photo);
        var less = TenViews(Levels with { MeanImage = mean, MeanImageSize = 256 }, 227, photo);
        (int X, int Y)[] places = [(0, 0), (29, 0), (0, 29), (29, 29), (14, 14)];
        for (var i = 0; i < 10; i++)
        {
            var (with, without) = (View(less, i), View(plain, i));
            for (var at = 0; at < with.Length; at++)
            {
                var (c, y, x) = (at / (227 * 227), at / 227 % 227, at % 227);
                if (i >= 5) x = 226 - x;
                var expected = mean[(c * 256 + places[i % 5].Y + y) * 256 + places[i % 5].X + x];
                if (without[at] - with[at] != expected) Assert.Fail($"view {i}, place {at}: expected {expected}, found {without[at] - with[at]}");
            }
        }
    }

    [Fact]
    public void CentreIsTheSameAloneAndAmongTen()
    {
        // Odd margins, where rounding half to even could put the two apart.
        foreach (var size in (int[])[223, 224, 225, 227])
            for (var width = 256; width < 264; width++)
            {
                var photo = Encoder.Png(ResizerNoise(width, 256));
                Assert.Equal(Load(Levels, size, photo), View(TenViews(Levels, size, photo), 4));
            }
    }

    [Theory]
    [InlineData(ResizeMode.ShortSideThenCrop)]
    [InlineData(ResizeMode.Squash)]
    public void ReducedDecodingMovesLevelsLittle(ResizeMode mode)
    {
        // Enlarged to an uneven size and made grainy, so that there is detail to lose and a last block that is not full.
        var large = Resizer.Resize(ImageDecoder.Decode(Fixture.Path("oracles", "elephant_0001.jpg")), 2403, 1601);
        var random = new Random(1);
        for (var i = 0; i < large.Pixels.Length; i++) large.Pixels[i] = (byte)Math.Clamp(large.Pixels[i] + random.Next(-40, 41), 0, 255);
        var photo = Encoder.Jpeg(large, 92);
        var full = Load(Levels with { Resize = mode }, 224, photo);
        var reduced = new float[full.Length];
        new Preprocessor(Levels with { Resize = mode }, 224, new ImageOptions { ReducedDecoding = true }).Load(photo, "photo", reduced);
        var moved = full.Zip(reduced, (a, b) => Math.Abs(a - b)).ToArray();
        Assert.InRange(moved.Average(), 0.01, 1.1);
        Assert.InRange(moved.Max(), 1, 19);
        // Small photos are not touched by the option.
        var small = Fixture.Bytes("oracles", "sunflower_0001.jpg");
        new Preprocessor(Levels with { Resize = mode }, 224, new ImageOptions { ReducedDecoding = true }).Load(small, "photo", reduced);
        Assert.Equal(Load(Levels with { Resize = mode }, 224, small), reduced);
    }

    [Fact]
    public void NoMarginNoTenViews()
    {
        var preprocessor = new Preprocessor(Levels with { ResizeTo = 224 }, 224);
        var error = Assert.Throws<InvalidOperationException>(() => preprocessor.LoadTenViews(new byte[5], "x", new float[10 * preprocessor.ViewLength]));
        Assert.Contains("margin", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 10_000)]
    [InlineData(10_000, 1)]
    [InlineData(3, 900_000)]
    public void ExtremeAspectRatiosStaySmall(int width, int height)
    {
        // Resized whole, the second would be 2.5 million pixels wide.
        var photo = Encoder.Png(new RgbImage(width, height, [.. Enumerable.Repeat((byte)90, 3 * width * height)]));
        var preprocessor = new Preprocessor(Levels, 224);
        var view = new float[preprocessor.ViewLength];
        preprocessor.Load(photo, "strip", view);
        var before = GC.GetAllocatedBytesForCurrentThread();
        preprocessor.Load(photo, "strip", view);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
        Assert.All(view, value => Assert.Equal(90, value));
    }

    [Fact]
    public void SmallestPhoto() => Assert.All(Load(Levels, 227, Encoder.Png(new RgbImage(1, 1, [7, 7, 7]))), value => Assert.Equal(7, value));

    [Fact]
    public void ThreadsShareOnePreprocessor()
    {
        var preprocessor = new Preprocessor(Preprocessing.Paper, 227);
        string[] names = ["elephant_0001.jpg", "sunflower_0001.jpg", "elephant_0001.224.png"];
        var expected = names.Select(name => Load(Preprocessing.Paper, 227, Fixture.Bytes("oracles", name))).ToArray();
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i =>
        {
            var view = new float[preprocessor.ViewLength];
            preprocessor.Load(Fixture.Path("oracles", names[i % 3]), view);
            Assert.True(view.AsSpan().SequenceEqual(expected[i % 3]));
        });
    }

    [Fact]
    public void ErrorsLeaveTheViewAsItIs()
    {
        var preprocessor = new Preprocessor(Levels, 224);
        var view = new float[preprocessor.ViewLength];
        var half = Fixture.Bytes("oracles", "elephant_0001.224.png")[..40_000];
        Assert.Equal(ImageError.Truncated, Assert.Throws<ImageException>(() => preprocessor.Load(half, "half.png", view)).Error);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => preprocessor.Load(Fixture.Path("oracles", "elephant_0001.jpg"), view, source.Token));
        Assert.All(view, value => Assert.Equal(0, value));
        Assert.Throws<ArgumentException>(() => preprocessor.Load(half, "half.png", new float[5]));
        Assert.Throws<ArgumentException>(() => new Preprocessor(Levels with { ResizeTo = 100 }, 224));
    }

    private static RgbImage ResizerNoise(int width, int height) => AlexNet.Imaging.Tests.Resizing.ResizerTests.Noise(width, width, height);

    private static float[] Load(Preprocessing preprocessing, int size, byte[] photo)
    {
        var preprocessor = new Preprocessor(preprocessing, size);
        var view = new float[preprocessor.ViewLength];
        preprocessor.Load(photo, "photo", view);
        return view;
    }

    private static float[] TenViews(Preprocessing preprocessing, int size, byte[] photo)
    {
        var preprocessor = new Preprocessor(preprocessing, size);
        var views = new float[Preprocessor.TenViews * preprocessor.ViewLength];
        preprocessor.LoadTenViews(photo, "photo", views);
        return views;
    }

    private static float[] View(float[] views, int index) => views.AsSpan(index * (views.Length / 10), views.Length / 10).ToArray();

    private static RgbImage Picture(float[] view, int size)
    {
        var picture = new RgbImage(size, size, new byte[view.Length]);
        for (var i = 0; i < size * size; i++)
            for (var c = 0; c < 3; c++)
                picture.Pixels[3 * i + c] = (byte)view[c * size * size + i];
        return picture;
    }

    private static RgbImage Crop(RgbImage image, int left, int top, int size)
    {
        var crop = new RgbImage(size, size, new byte[3 * size * size]);
        for (var y = 0; y < size; y++) image.Pixels.AsSpan(((top + y) * image.Width + left) * 3, 3 * size).CopyTo(crop.Pixels.AsSpan(3 * y * size));
        return crop;
    }
}
