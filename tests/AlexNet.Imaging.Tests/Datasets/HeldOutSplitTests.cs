using System.Security.Cryptography;
using AlexNet.Imaging.Datasets;

namespace AlexNet.Imaging.Tests.Datasets;

public sealed class HeldOutSplitTests : IDisposable
{
    private readonly PhotoFolder _folder = new PhotoFolder().With("cat", 10).With("dog", 5);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFractionOfEachClassIsHeldOutTheSameEachTime()
    {
        var split = Split();
        Assert.Equal([2, 1], split.HeldOut.ByClass.Select(photos => photos.Count()));
        Assert.Equal(15, split.Training.Photos.Concat(split.HeldOut.Photos).Distinct().Count());
        Assert.Equal(split.HeldOut.Photos, Split().HeldOut.Photos);
        Assert.Contains(Enumerable.Range(2, 20), seed => !Split(seed: (ulong)seed).HeldOut.Photos.SequenceEqual(split.HeldOut.Photos));
    }

    [Fact]
    public void CopiesOfAPhotoAreOnOneSide()
    {
        for (var i = 1; i <= 10; i++) _folder.File($"cat/copy-of-{i}.png", File.ReadAllBytes(_folder.At($"cat/{i}.png")));
        for (var seed = 0; seed < 10; seed++)
        {
            var split = Split(seed: (ulong)seed);
            Assert.Equal(25, split.Training.Photos.Count + split.HeldOut.Photos.Count);
            Assert.Equal(4, split.HeldOut.Photos.Count(photo => photo.Class == 0));
            Assert.Empty(HashesOf(split.Training).Values.Intersect(HashesOf(split.HeldOut).Values));
        }
    }

    [Fact]
    public void AFileInTwoClassesIsLeftOut()
    {
        _folder.File("dog/cat.png", File.ReadAllBytes(_folder.At("cat/3.png")));
        var split = Split();
        Assert.Equal(["cat/3.png", "dog/cat.png"], split.Contradicting.Select(photo => photo.Name));
        Assert.DoesNotContain(split.Training.Photos.Concat(split.HeldOut.Photos), split.Contradicting.Contains);
    }

    [Fact]
    public void ACopyOfWhatIsKeptApartIsLeftOut()
    {
        var all = _folder.File("cat/copy.png", File.ReadAllBytes(_folder.At("cat/1.png"))).Read();
        var (excluded, kept) = PhotoList.Divide(all, _folder.Text("test.txt", "cat/1.png\n"));
        var split = HeldOutSplit.Fraction(kept, HashesOf(all), excluded, 0.2, 1);
        Assert.Equal("cat/copy.png", Assert.Single(split.Leaks).Training.Name);
        Assert.DoesNotContain(split.Training.Photos.Concat(split.HeldOut.Photos), photo => photo.Name is "cat/1.png" or "cat/copy.png");
    }

    [Fact]
    public void OtherPhotosAreHeldOutAndNotTrainedOn()
    {
        using var other = new PhotoFolder().File("dog/same.png", File.ReadAllBytes(_folder.At("dog/2.png"))).File("cat/new.png", [1]);
        var (photos, heldOut) = (_folder.Read(), other.Read());
        var hashes = HashesOf(photos).Concat(HashesOf(heldOut)).ToDictionary();
        var split = HeldOutSplit.Others(photos, heldOut, hashes, photos.With([]));
        Assert.Equal(2, split.HeldOut.Photos.Count);
        Assert.Equal("dog/2.png", Assert.Single(split.Leaks).Training.Name);
        Assert.Equal(14, split.Training.Photos.Count);
        // The very photos that are trained on leave nothing to train on.
        Assert.Contains("cat (0), dog (0)", Assert.Throws<DatasetException>(() => HeldOutSplit.Others(photos, photos, hashes, photos.With([]))).Problem);
    }

    [Fact]
    public void ClassesWithTooFewPhotosAreNamed()
    {
        _folder.Photo("bird/1.png").Photo("fish/1.png").File("fish/2.png", File.ReadAllBytes(_folder.At("fish/1.png")));
        // Two copies of one photo are two photos, but one of them cannot be asked about when the other is trained on.
        Assert.Contains("bird (1)", Assert.Throws<DatasetException>(() => Split()).Problem);
        Directory.Delete(_folder.At("bird"), recursive: true);
        Assert.Contains("fish (0)", Assert.Throws<DatasetException>(() => Split()).Problem);
    }

    [Fact]
    public void OneClassAloneIsNothingToTellApart()
    {
        Directory.Delete(_folder.At("cat"), recursive: true);
        Assert.Contains("'dog' is its only class", Assert.Throws<DatasetException>(() => Split()).Problem);
    }

    private HeldOutSplit Split(ulong seed = 1)
    {
        var photos = _folder.Read();
        return HeldOutSplit.Fraction(photos, HashesOf(photos), photos.With([]), 0.2, seed);
    }

    private static Dictionary<string, string> HashesOf(PhotoDataset photos) =>
        photos.Photos.ToDictionary(photo => photo.Path, photo => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(photo.Path))));
}
