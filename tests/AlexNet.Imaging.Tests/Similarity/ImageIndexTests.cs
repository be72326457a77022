using AlexNet.Imaging.Similarity;

namespace AlexNet.Imaging.Tests.Similarity;

public sealed class ImageIndexTests : IDisposable
{
    private readonly IndexedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsReadIsWhatWasWritten()
    {
        using var written = _folder.Update();
        using var read = _folder.File.Read(_folder.Key);
        Assert.Equal(8, read.Photos.Count);
        Assert.Equal(written.Photos.Values.OrderBy(photo => photo.Path), read.Photos.Values.OrderBy(photo => photo.Path));
        Assert.Equal((_folder.Key.Model, "fc2", 12), (read.Key.Model, read.Key.Layer, read.Key.Length));
        foreach (var photo in written.Photos.Values) Assert.Equal(Vector(written, photo.Hash), Vector(read, photo.Hash));
        // Nothing but the index and its lock is left.
        Assert.Equal(["photos.index", "photos.index.lock"], Directory.GetFiles(_folder.Photos.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void OnlyNewAndChangedPhotosAreRead()
    {
        _folder.Update().Dispose();
        Assert.Equal((8, 8), (_folder.Indexer.Read, _folder.Indexer.Computed));
        _folder.ForgetFeatures();
        _folder.Update().Dispose();
        Assert.Equal((0, 0), (_folder.Indexer.Read, _folder.Indexer.Computed));

        // Moved, touched, copied, changed, new, gone.
        File.Move(_folder.Photos.At("cat/1.png"), _folder.Photos.At("cat/moved.png"));
        File.SetLastWriteTimeUtc(_folder.Photos.At("cat/2.png"), DateTime.UtcNow.AddHours(1));
        File.Copy(_folder.Photos.At("cat/3.png"), _folder.Photos.At("dog/copy.png"));
        _folder.Photos.Photo("cat/4.png", 30).Photo("dog/new.png");
        File.Delete(_folder.Photos.At("dog/1.png"));
        using var index = _folder.Update();
        Assert.Equal((5, 2), (_folder.Indexer.Read, _folder.Indexer.Computed));
        Assert.Equal(_folder.Paths, index.Photos.Keys.Order(StringComparer.Ordinal));
        using var read = _folder.File.Read(_folder.Key);
        Assert.Equal(_folder.Paths, read.Photos.Keys.Order(StringComparer.Ordinal));
        // Nine photos, two of them the same; the vectors of those that are gone went with them.
        Assert.Equal(8, read.Parts.Sum(part => part.Count));
    }

    [Fact]
    public void APhotoThatCannotBeReadIsToldOfAndLeaves()
    {
        _folder.Update().Dispose();
        _folder.Photos.File("cat/1.png", [1, 2, 3]);
        using var index = _folder.Update();
        Assert.EndsWith("1.png", Assert.Single(_folder.Errors).ImageName);
        Assert.Equal(7, index.Photos.Count);
    }

    [Fact]
    public void WhatIsOutOfScopeStays()
    {
        _folder.Update().Dispose();
        using var index = _folder.File.Read(_folder.Key);
        var cats = _folder.Paths.Where(path => path.Contains("cat")).Skip(1).ToList();
        var changes = _folder.Indexer.Update(index, cats, path => path.Contains("cat"), _folder.Errors.Add);
        Assert.Empty(changes.Updated);
        Assert.EndsWith("1.png", Assert.Single(changes.Removed).Path);
    }

    [Fact]
    public void AnotherModelIsRefusedUnlessItReplaces()
    {
        _folder.Update().Dispose();
        using var other = new IndexedFolder(seed: 2);
        var error = Assert.Throws<ImageIndexException>(() => _folder.File.Read(other.Key));
        Assert.Equal(ImageIndexError.OtherModel, error.Error);
        Assert.Contains("has other weights or another preprocessing", error.Message);
        using var fresh = new ImageIndex(other.Key);
        var changes = other.Indexer.Update(fresh, _folder.Paths, _ => true, _folder.Errors.Add);
        Assert.Throws<ImageIndexException>(() => _folder.File.Write(fresh, changes));
        _folder.File.Write(fresh, changes, replaces: true);
        using var read = _folder.File.Read(other.Key);
        Assert.Equal(8, read.Photos.Count);
    }

    [Fact]
    public void NothingIsLostWhenManyWriteAtOnce()
    {
        // Each has read the index before any other wrote it, and brings photos of its own.
        var writers = Enumerable.Range(0, 8).Select(writer =>
        {
            var photos = new[] { _folder.Paths[writer] };
            var index = _folder.File.Read(_folder.Key);
            return (Index: index, Changes: _folder.Indexer.Update(index, photos, _ => false, _folder.Errors.Add));
        }).ToList();
        Parallel.ForEach(writers, new ParallelOptions { MaxDegreeOfParallelism = 8 }, writer => _folder.File.Write(writer.Index, writer.Changes));
        using var read = _folder.File.Read(_folder.Key);
        Assert.Equal(_folder.Paths, read.Photos.Keys.Order(StringComparer.Ordinal));
        foreach (var (index, changes) in writers)
        {
            foreach (var photo in changes.Updated) Assert.Equal(Vector(index, photo.Hash), Vector(read, photo.Hash));
            index.Dispose();
        }
    }

    [Fact]
    public void WhatAnotherReadAnewIsNotRemoved()
    {
        _folder.Update().Dispose();
        using var late = _folder.File.Read(_folder.Key);
        File.Delete(_folder.Photos.At("cat/1.png"));
        var changes = _folder.Look(late);
        Assert.Single(changes.Removed);
        // Meanwhile the photo is there again, another one, and another process has seen it.
        _folder.Photos.Photo("cat/1.png", 40);
        _folder.Update().Dispose();
        _folder.File.Write(late, changes);
        using var read = _folder.File.Read(_folder.Key);
        Assert.Equal(_folder.Paths, read.Photos.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ALockThatAnotherHoldsIsWaitedForAndNotForEver()
    {
        using var index = _folder.File.Read(_folder.Key);
        var changes = _folder.Look(index);
        using (new FileStream(_folder.File.Path + ".lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            var impatient = new ImageIndexFile(_folder.File.Path) { Timeout = TimeSpan.FromMilliseconds(100) };
            Assert.Equal(ImageIndexError.Inaccessible, Assert.Throws<ImageIndexException>(() => impatient.Write(index, changes)).Error);
            Assert.Throws<OperationCanceledException>(() => _folder.File.Write(index, changes, cancellation: new CancellationTokenSource(100).Token));
        }
        _folder.File.Write(index, changes);
        Assert.True(File.Exists(_folder.File.Path));
    }

    private static float[] Vector(ImageIndex index, string hash)
    {
        var (part, row) = index.Find(hash);
        var values = new float[part.Length];
        part.CopyTo(row, values);
        return values;
    }
}
