using AlexNet.Imaging.Datasets;

namespace AlexNet.Imaging.Tests.Datasets;

public sealed class PhotoListTests : IDisposable
{
    private readonly PhotoFolder _folder = new PhotoFolder().With("cat", 2).With("dog", 2);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AListDividesADataset()
    {
        var list = _folder.Text("test.txt", "# for testing\n\ndog/2.png\r\n cat/1.png \n");
        var (listed, others) = PhotoList.Divide(_folder.Read(), list);
        Assert.Equal(["cat/1.png", "dog/2.png"], listed.Photos.Select(photo => photo.Name));
        Assert.Equal(["cat/2.png", "dog/1.png"], others.Photos.Select(photo => photo.Name));
    }

    [Fact]
    public void APhotoThatIsNotThereIsNamedWithItsLine()
    {
        var list = _folder.Text("test.txt", "dog/2.png\ndog/3.png\n");
        Assert.Contains("line 2 names 'dog/3.png'", Assert.Throws<DatasetException>(() => PhotoList.Divide(_folder.Read(), list)).Message);
    }

    [Fact]
    public void AListThatIsNotThereIsNamed() =>
        Assert.Contains("none.txt", Assert.Throws<DatasetException>(() => PhotoList.Divide(_folder.Read(), _folder.At("none.txt"))).Message);
}
