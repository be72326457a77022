using AlexNet.Imaging.Features;

namespace AlexNet.Imaging.Tests.Features;

public sealed class FeatureCacheTests : IDisposable
{
    private static readonly string Model = new('a', 64);
    private static readonly string Photo = new('1', 64);
    private static readonly float[] Values = [1, -2, float.Epsilon, 4e30f];

    private readonly string _folder = Directory.CreateTempSubdirectory("alexnet-features-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WhatIsKeptIsFoundAgainBitForBit()
    {
        var cache = new FeatureCache(_folder);
        Assert.Null(Read(cache));
        cache.Write(Model, Photo, Values);
        Assert.Equal(Values, Read(new FeatureCache(_folder)));
        Assert.Null(Read(cache, model: new string('b', 64)));
        Assert.Null(Read(cache, length: 3));
        Assert.Null(cache.Trouble);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(44)]
    [InlineData(59)]
    public void ADamagedFileIsAsGoodAsMissingAndIsWrittenAnew(int place)
    {
        var cache = new FeatureCache(_folder);
        cache.Write(Model, Photo, Values);
        var bytes = File.ReadAllBytes(FileOf(Photo));
        Assert.Equal(60, bytes.Length);
        bytes[place] ^= 1;
        File.WriteAllBytes(FileOf(Photo), bytes);
        Assert.Null(Read(cache));
        File.WriteAllBytes(FileOf(Photo), bytes[..^1]);
        Assert.Null(Read(cache));
        cache.Write(Model, Photo, Values);
        Assert.Equal(Values, Read(cache));
    }

    [Fact]
    public void ManyMayWriteAndReadTheSameAtOnce()
    {
        Parallel.For(0, 200, i =>
        {
            var cache = new FeatureCache(_folder);
            if (i % 2 == 0) cache.Write(Model, Photo, Values);
            else if (Read(cache) is { } found) Assert.Equal(Values, found);
            if (i % 20 == 3) cache.Trim();
            Assert.Null(cache.Trouble);
        });
        Assert.Equal([FileOf(Photo)], Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void TrimmingLeavesWhatWasUsedLast()
    {
        var cache = new FeatureCache(_folder, capacity: 2 * 60);
        string[] photos = [.. "1234".Select(digit => new string(digit, 64))];
        for (var i = 0; i < photos.Length; i++)
        {
            cache.Write(Model, photos[i], Values);
            File.SetLastWriteTimeUtc(FileOf(photos[i]), DateTime.UtcNow.AddDays(i - 10));
        }
        // Looking at the oldest makes it the youngest.
        Assert.NotNull(Read(cache, photos[0]));
        cache.Trim();
        Assert.Equal([true, false, false, true], photos.Select(photo => File.Exists(FileOf(photo))));
    }

    [Fact]
    public void TrimmingDeletesNothingOfOthers()
    {
        var others = new[] { "letter.features", "notes/letter.features", $"{Model}/letter.features", $"{Model}/{Photo}.txt" }.Select(name => Path.Combine(_folder, name)).ToList();
        foreach (var other in others)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(other)!);
            File.WriteAllText(other, "dear");
        }
        var abandoned = Path.Combine(_folder, Model, $"{Photo}.features.x1y2.tmp");
        File.WriteAllText(abandoned, "half");
        File.SetLastWriteTimeUtc(abandoned, DateTime.UtcNow.AddDays(-1));
        new FeatureCache(_folder, capacity: 1000).Trim();
        Assert.All(others, other => Assert.True(File.Exists(other), other));
        Assert.False(File.Exists(abandoned));
    }

    [Fact]
    public void AFolderThatCannotBeWrittenIsTroubleAndNoError()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        var cache = new FeatureCache(file);
        cache.Write(Model, Photo, Values);
        Assert.NotNull(cache.Trouble);
        Assert.Null(Read(cache));
        cache.Trim();
    }

    [Fact]
    public void NamesThatAreNoHashesAreRefused() => Assert.Throws<ArgumentException>(() => new FeatureCache(_folder).Write("..", Photo, Values));

    private string FileOf(string photo) => Path.Combine(_folder, Model, photo + ".features");

    private static float[]? Read(FeatureCache cache, string? photo = null, string? model = null, int length = 4)
    {
        var values = new float[length];
        return cache.TryRead(model ?? Model, photo ?? Photo, values) ? values : null;
    }
}
