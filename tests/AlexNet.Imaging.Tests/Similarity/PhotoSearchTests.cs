using AlexNet.Imaging.Similarity;

namespace AlexNet.Imaging.Tests.Similarity;

public sealed class PhotoSearchTests : IDisposable
{
    private readonly IndexedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CopiesOfAPhotoAreItsNearestAndItselfIsNotAmongThem()
    {
        File.Copy(_folder.Photos.At("cat/1.png"), _folder.Photos.At("dog/copy.png"));
        using var index = _folder.Update();
        using var search = new PhotoSearch([(index, _folder.Paths)]);
        var photo = _folder.Photos.At("cat/1.png");
        var found = search.Nearest(search.VectorOf(photo), 3, photo);
        Assert.Equal(3, found.Count);
        Assert.EndsWith("copy.png", found[0].Photo.Path);
        Assert.Equal(1, found[0].Similarity, 1e-5);
        Assert.DoesNotContain(photo, found.Select(each => each.Photo.Path));
        Assert.Equal(8, search.Nearest(search.VectorOf(photo), 100, photo).Count);
        // Changed since, so not known.
        File.SetLastWriteTimeUtc(photo, DateTime.UtcNow.AddHours(1));
        Assert.Null(search.VectorOf(photo));
        Assert.Null(search.VectorOf("nowhere.png"));
    }

    [Fact]
    public void OnlyPhotosThatAreThereAreFoundInIndexesTogether()
    {
        using var index = _folder.Update();
        using var other = new ImageIndex(_folder.Key);
        _folder.Indexer.Update(other, _folder.Paths[..2], _ => false, _folder.Errors.Add).ApplyTo(other);
        using var search = new PhotoSearch([(index, _folder.Paths.Skip(1)), (other, _folder.Paths[..2])]);
        Assert.Equal(8, search.Count);
        var found = search.Nearest(search.VectorOf(_folder.Paths[7]), 100);
        Assert.Equal(_folder.Paths, found.Select(each => each.Photo.Path).Order(StringComparer.Ordinal));
        using var none = new PhotoSearch([]);
        Assert.Empty(none.Nearest(new float[12], 5));
        Assert.Empty(none.Duplicates(0.5));
    }

    [Fact]
    public void DuplicatesAreGroupsWithTheLargestFileFirst()
    {
        File.Copy(_folder.Photos.At("cat/1.png"), _folder.Photos.At("dog/copy.png"));
        var larger = File.ReadAllBytes(_folder.Photos.At("dog/2.png"));
        // Bytes behind a picture's end change the file and not the picture.
        _folder.Photos.File("dog/padded.png", [.. larger, .. new byte[100]]);
        using var index = _folder.Update();
        using var search = new PhotoSearch([(index, _folder.Paths)]);
        var groups = search.Duplicates(0.999999);
        Assert.Equal([["1.png", "copy.png"], ["padded.png", "2.png"]], groups.Select(group => group.Select(found => Path.GetFileName(found.Photo.Path))));
        Assert.All(groups.SelectMany(group => group), found => Assert.Equal(1, found.Similarity, 1e-5));
        Assert.Equal(10, Assert.Single(search.Duplicates(-1)).Count);
    }
}
