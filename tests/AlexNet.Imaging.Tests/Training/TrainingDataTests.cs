using AlexNet.Engine.Models;
using AlexNet.Imaging.Datasets;
using AlexNet.Imaging.Training;

namespace AlexNet.Imaging.Tests.Training;

public sealed class TrainingDataTests : IDisposable
{
    private readonly PhotoFolder _folder = new PhotoFolder().With("cat", 4).With("dog", 4);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AnUnreadablePhotoIsLeftOutAndSaidSo()
    {
        _folder.File("cat/broken.png", [1, 2, 3]);
        var data = Prepare(new());
        Assert.Equal("cat/broken.png", Assert.Single(data.Unreadable).Photo.Name);
        Assert.Equal(8, data.Training.Photos.Count);
    }

    [Fact]
    public void AClassWithoutPhotosToTrainOnIsNamed()
    {
        _folder.File("bird/broken.png", [1, 2, 3]);
        Assert.Contains("bird (0)", Assert.Throws<DatasetException>(() => Prepare(new())).Problem);
        Assert.Contains("cat (4), dog (4)", Assert.Throws<DatasetException>(() => Prepare(new() { LeastPerClass = 5 })).Problem);
    }

    [Fact]
    public void AListedPhotoIsKeptOut()
    {
        var data = Prepare(new() { Exclude = _folder.Text("test.txt", "dog/1.png\n") });
        Assert.DoesNotContain(data.Training.Photos, photo => photo.Name == "dog/1.png");
        Assert.Equal(7, data.Training.Photos.Count);
    }

    [Fact]
    public void AFileThatIsAlsoKeptApartIsAnErrorOrIsDropped()
    {
        _folder.File("dog/copy.png", File.ReadAllBytes(_folder.At("cat/1.png")));
        var options = new TrainingDataOptions { Exclude = _folder.Text("test.txt", "cat/1.png\n") };
        Assert.Contains("'dog/copy.png' = 'cat/1.png'", Assert.Throws<DatasetException>(() => Prepare(options)).Problem);
        var data = Prepare(options with { DropDuplicates = true });
        Assert.Equal("dog/copy.png", Assert.Single(data.Dropped).Name);
        Assert.DoesNotContain(data.Training.Photos, photo => photo.Name == "dog/copy.png");
    }

    [Fact]
    public void OtherPhotosForValidationMustBeOthersToo()
    {
        using var other = new PhotoFolder().File("dog/same.png", File.ReadAllBytes(_folder.At("dog/2.png")));
        Assert.Contains("'dog/2.png' = 'dog/same.png'", Assert.Throws<DatasetException>(() => Prepare(new() { Validation = other.Path })).Problem);
    }

    [Fact]
    public void TheFingerprintIsThatOfPhotosAndLabels()
    {
        var before = Prepare(new()).Fingerprint;
        Assert.Equal(before, Prepare(new()).Fingerprint);
        File.Move(_folder.At("cat/1.png"), _folder.At("dog/cat.png"));
        Assert.NotEqual(before, Prepare(new()).Fingerprint);
    }

    [Fact]
    public void MeanAndDeviationAreThoseOfThePixels()
    {
        using var plain = new PhotoFolder().File("a/1.png", Encoded(10, 20, 30)).File("a/2.png", Encoded(30, 20, 90));
        var data = TrainingData.Prepare(plain.Read(), new(), Small, 8);
        var fitted = data.Fitted(Small, spread: true);
        Assert.Equal([20f, 20f, 60f], fitted.Mean.Select(value => MathF.Round(value, 3)));
        Assert.Equal([10f, 1f, 30f], fitted.Std.Select(value => MathF.Round(value, 3)));
        // Red and blue rise together: all the variance is along (10, 0, 30).
        Assert.Equal([10f, 0, 30], data.PrincipalColours.Axes.Take(3).Select(value => MathF.Round(MathF.Abs(value), 3)));
    }

    internal static Preprocessing Small { get; } = new() { Resize = ResizeMode.ShortSideThenCrop, ResizeTo = 16, Scale = 1, Mean = [0, 0, 0], Std = [1, 1, 1] };

    private TrainingData Prepare(TrainingDataOptions options) => TrainingData.Prepare(_folder.Read(), options, Small, 8);

    private static byte[] Encoded(byte red, byte green, byte blue)
    {
        using var bitmap = new SkiaSharp.SKBitmap(20, 20, SkiaSharp.SKColorType.Rgba8888, SkiaSharp.SKAlphaType.Opaque);
        bitmap.Erase(new SkiaSharp.SKColor(red, green, blue));
        using var png = bitmap.Encode(SkiaSharp.SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
