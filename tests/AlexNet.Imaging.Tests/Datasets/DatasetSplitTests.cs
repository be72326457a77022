using AlexNet.Imaging.Datasets;

namespace AlexNet.Imaging.Tests.Datasets;

public sealed class DatasetSplitTests : IDisposable
{
    private readonly PhotoFolder _folder = new PhotoFolder().With("a", 10).With("b", 5).With("c", 1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFractionIsTakenOfEveryClassThatHasTwo()
    {
        var (taken, others) = DatasetSplit.Fraction(_folder.Read(), 0.3, seed: 1);
        Assert.Equal([3, 2, 0], Counts(taken));
        Assert.Equal([7, 3, 1], Counts(others));
        Assert.Empty(taken.Photos.Intersect(others.Photos));
    }

    [Fact]
    public void TheSeedAndNothingElseDecides()
    {
        var dataset = _folder.Read();
        var first = DatasetSplit.Fraction(dataset, 0.5, seed: 1).Taken.Photos;
        Assert.Equal(first, DatasetSplit.Fraction(dataset.With(dataset.Photos.Reverse()), 0.5, seed: 1).Taken.Photos);
        Assert.NotEqual(first, DatasetSplit.Fraction(dataset, 0.5, seed: 2).Taken.Photos);
    }

    /// <summary>A photo more moves at most the one that it pushes out: the others stay where they were.</summary>
    [Fact]
    public void ANewPhotoLeavesTheOthersWhereTheyWere()
    {
        var before = DatasetSplit.Fraction(_folder.Read(), 0.5, seed: 1).Taken.Photos.Select(photo => photo.Name).ToHashSet();
        _folder.Photo("a/new.png");
        var after = DatasetSplit.Fraction(_folder.Read(), 0.5, seed: 1).Taken.Photos.Select(photo => photo.Name).ToHashSet();
        Assert.True(before.Except(after).Count() <= 1);
    }

    [Fact]
    public void TwinsOfTwoClassesStayTogether()
    {
        var (taken, others) = DatasetSplit.Fraction(_folder.Read(), 0.4, seed: 3, together: ["a", "b"]);
        static IEnumerable<string> Names(PhotoDataset part) => part.Photos.Where(photo => photo.Class < 2).Select(photo => photo.Name[2..]);
        Assert.Empty(Names(taken).Intersect(Names(others)));
        Assert.Equal(4, Names(taken).Distinct().Count());
        Assert.Throws<DatasetException>(() => DatasetSplit.Fraction(_folder.Read(), 0.4, seed: 3, together: ["none"]));
    }

    [Fact]
    public void SoManyPhotosOfEachClassForTrainingAndTheRestForTesting()
    {
        var dataset = _folder.Read();
        dataset = dataset.With(dataset.Photos.Where(photo => photo.Class < 2));
        dataset = new PhotoDataset(dataset.Name, new(["a", "b"]), dataset.Photos);
        var (training, test) = DatasetSplit.Count(dataset, training: 4, test: 3, seed: 1);
        Assert.Equal([4, 4], Counts(training));
        Assert.Equal([3, 1], Counts(test));
        Assert.Empty(training.Photos.Intersect(test.Photos));
    }

    [Fact]
    public void ClassesWithTooFewPhotosAreNamed() =>
        Assert.Contains("of b (5), c (1)", Assert.Throws<DatasetException>(() => DatasetSplit.Count(_folder.Read(), training: 5, test: 1, seed: 1)).Problem);

    [Fact]
    public void SmallClassesLeaveTheLeastForTesting()
    {
        var dataset = _folder.Read();
        dataset = dataset.With(dataset.Photos.Where(photo => photo.Class < 2));
        dataset = new PhotoDataset(dataset.Name, new(["a", "b"]), dataset.Photos);
        var (training, test) = DatasetSplit.Count(dataset, training: 5, test: 3, seed: 1, leastTest: 2);
        Assert.Equal([5, 3], Counts(training));
        Assert.Equal([3, 2], Counts(test));
        Assert.Empty(training.Photos.Intersect(test.Photos));
        Assert.Contains("c (1)", Assert.Throws<DatasetException>(() => DatasetSplit.Count(_folder.Read(), training: 5, test: 3, seed: 1, leastTest: 2)).Problem);
    }

    private static int[] Counts(PhotoDataset part) => [.. part.Labels.Items.Select(label => part.ByClass[label.Index].Count())];
}
