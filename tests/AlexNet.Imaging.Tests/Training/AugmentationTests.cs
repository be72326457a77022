using AlexNet.Engine.Training;
using AlexNet.Imaging.Training;
using AlexNet.Imaging.Views;

namespace AlexNet.Imaging.Tests.Training;

public sealed class AugmentationTests : IDisposable
{
    private const int Size = 8, Batch = 4, ViewLength = 3 * Size * Size;

    private static readonly Augmentation Everything = new() { Crop = CropMode.RandomResized, ScaleNoise = true, Erasing = 0.5, Mixup = 0.4 };

    private readonly PhotoFolder _folder = new PhotoFolder().With("cat", 6).With("dog", 6, width: 20, height: 40);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Kinds => ["paper", "everything"];

    /// <summary>Whoever asks, in whatever order, on however many threads: a batch follows from (seed, epoch, number).</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void ABatchFollowsFromSeedEpochAndNumber(string kind)
    {
        var augmentation = kind == "paper" ? Augmentation.Paper : Everything;
        (int Epoch, int Batch)[] places = [(0, 0), (0, 1), (0, 2), (1, 0), (7, 2)];
        var expected = places.Select(place => Fill(Source(augmentation, seed: 5, threads: 1), place)).ToArray();
        var again = Source(augmentation, seed: 5, threads: 3);
        foreach (var i in Enumerable.Range(0, places.Length).Reverse())
        {
            var (images, targets) = Fill(again, places[i]);
            Assert.Equal(expected[i].Images, images);
            Assert.Equal(expected[i].Targets, targets);
        }
        Assert.NotEqual(expected[0].Images, expected[3].Images);
        Assert.NotEqual(expected[0].Images, Fill(Source(augmentation, seed: 6), places[0]).Images);
    }

    [Fact]
    public void AnEpochShowsEveryPhotoOnce()
    {
        var source = Source(Augmentation.None, seed: 1);
        Assert.Equal(3, source.BatchCount(Batch));
        var seen = Enumerable.Range(0, 3).SelectMany(batch => Fill(source, (4, batch)).Targets).GroupBy(target => target.First).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal((6, 6), (seen[0], seen[1]));
    }

    /// <summary>The paper's crops (section 4.1): squares of the input's size from the central one, and their mirror images; every place comes, and none outside.</summary>
    [Fact]
    public void ThePapersCropsAreCutsAndMirrorImages()
    {
        const int photos = 400;
        using var one = new PhotoFolder().With("cat", 1, width: 16, height: 20);
        var data = TrainingData.Prepare(one.Read(), new(), TrainingDataTests.Small, Size);
        var source = data.TrainingSource(TrainingDataTests.Small, Size, new Augmentation { ColourNoise = 0 }, PrincipalColours.None, seed: 3);
        var whole = new PhotoReducer(TrainingDataTests.Small, Size).Read(one.At("cat/1.png"), default).Photo;
        var found = new HashSet<(int, int, bool)>();
        for (var epoch = 0; epoch < photos; epoch++) found.Add(Place(whole, Fill(source, (epoch, 0), 1).Images));
        Assert.True(found.All(place => place is { Item1: >= 0 and <= 8, Item2: >= 2 and <= 10 }), "a crop lies outside the central square of 16 x 16");
        Assert.Equal((0, 8), (found.Min(place => place.Item1), found.Max(place => place.Item1)));
        Assert.Equal((2, 10), (found.Min(place => place.Item2), found.Max(place => place.Item2)));
        Assert.InRange(found.Count(place => place.Item3), 1, found.Count - 1);
        // 162 places with mirrors, 400 draws: 1 - e^(-400/162) of them on average, 148.
        Assert.InRange(found.Count, 130, 162);
    }

    [Fact]
    public void TheCentreIsWhatClassifyingShows()
    {
        var data = Prepared();
        var source = data.TrainingSource(TrainingDataTests.Small, Size, Augmentation.None, PrincipalColours.None, seed: 1);
        var preprocessor = new Preprocessor(TrainingDataTests.Small, Size);
        var expected = data.Training.Photos.Select(photo =>
        {
            var view = new float[ViewLength];
            preprocessor.Load(photo.Path, view);
            return string.Join(' ', view);
        });
        var found = Enumerable.Range(0, 3).SelectMany(batch => Fill(source, (0, batch)).Images.Chunk(ViewLength)).Select(view => string.Join(' ', view));
        Assert.Equal(expected.Order(), found.Order());
    }

    /// <summary>Colour noise adds one amount to each channel: along the components, with their deviations times the noise's.</summary>
    [Fact]
    public void ColourNoiseMovesWholeChannelsAlongThePrincipalComponents()
    {
        const int epochs = 300;
        var axes = new PrincipalColours([20, 0, 0, 0, 0, 0, 0, 0, 5]);
        var data = Prepared();
        var plain = data.TrainingSource(TrainingDataTests.Small, Size, Augmentation.None, axes, seed: 1);
        var noisy = data.TrainingSource(TrainingDataTests.Small, Size, Augmentation.None with { ColourNoise = 0.1f }, axes, seed: 1);
        var shifts = new List<float[]>();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            var (before, after) = (Fill(plain, (epoch, 0)).Images, Fill(noisy, (epoch, 0)).Images);
            for (var plane = 0; plane < 3 * Batch; plane += 3)
                shifts.Add([.. Enumerable.Range(plane, 3).Select(i =>
                {
                    var differences = Enumerable.Range(i * Size * Size, Size * Size).Select(at => after[at] - before[at]).ToList();
                    Assert.Equal(differences.Max(), differences.Min(), 1e-3f);
                    return differences[0];
                })]);
        }
        double Deviation(int channel) => Math.Sqrt(shifts.Average(shift => (double)shift[channel] * shift[channel]));
        Assert.Equal(2, Deviation(0), 0.15);
        Assert.Equal(0, Deviation(1), 1e-3);
        Assert.Equal(0.5, Deviation(2), 0.05);
    }

    [Fact]
    public void MixupBlendsImagesAndTargetsAlike()
    {
        var targets = Enumerable.Range(0, 20).SelectMany(epoch => Fill(Source(Augmentation.None with { Mixup = 0.8 }, seed: 1), (epoch, 0)).Targets).ToList();
        Assert.All(targets, target => Assert.InRange(target.Weight, 0.5f, 1f));
        Assert.Contains(targets, target => target.Weight < 0.9f && target.First != target.Second);
    }

    [Fact]
    public void WhatCannotBeMeantIsRefused() =>
        Assert.Contains("erasing of 2", Assert.Throws<ArgumentException>(() => Source(new Augmentation { Erasing = 2 }, seed: 1)).Message);

    private TrainingData Prepared() => TrainingData.Prepare(_folder.Read(), new(), TrainingDataTests.Small, Size);

    private TrainingPhotos Source(Augmentation augmentation, ulong seed, int threads = 0)
    {
        var dataset = _folder.Read();
        var photos = PreparedPhotos.Prepare(dataset, TrainingDataTests.Small, Size);
        return new TrainingPhotos(photos, dataset, TrainingDataTests.Small, Size, augmentation, photos.PrincipalColours, seed, threads);
    }

    private static (float[] Images, Target[] Targets) Fill(IBatchSource source, (int Epoch, int Batch) place, int batchSize = Batch)
    {
        var (images, targets) = (new float[batchSize * ViewLength], new Target[batchSize]);
        Assert.Equal(batchSize, source.Fill(place.Epoch, place.Batch, batchSize, images, targets));
        return (images, targets);
    }

    /// <summary>Where a view was cut; fails when it was nowhere.</summary>
    private static (int Left, int Top, bool IsMirrored) Place(PlanarPhoto photo, float[] view)
    {
        for (var top = 0; top + Size <= photo.Height; top++)
            for (var left = 0; left + Size <= photo.Width; left++)
                foreach (var mirrored in new[] { false, true })
                    if (IsCut(photo, view, left, top, mirrored)) return (left, top, mirrored);
        throw new Xunit.Sdk.XunitException("the view is no part of the photo");
    }

    private static bool IsCut(PlanarPhoto photo, float[] view, int left, int top, bool mirrored)
    {
        for (var i = 0; i < view.Length; i++)
        {
            var (channel, y, x) = (i / (Size * Size), i / Size % Size, i % Size);
            if (photo.Row(channel, top + y)[left + (mirrored ? Size - 1 - x : x)] != view[i]) return false;
        }
        return true;
    }
}
