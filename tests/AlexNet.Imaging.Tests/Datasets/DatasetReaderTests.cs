using AlexNet.Imaging.Datasets;

namespace AlexNet.Imaging.Tests.Datasets;

public sealed class DatasetReaderTests : IDisposable
{
    private readonly PhotoFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFolderIsReadToItsDepthInTheOrderOfNames()
    {
        _folder.Photo("dog/b.png").Photo("dog/a/z.png").Photo("cat/1.png").Photo(".hidden/1.png");
        _folder.Text("dog/notes.txt", "no photo");
        var dataset = _folder.Read();
        Assert.Equal(["cat", "dog"], dataset.Labels.Items.Select(label => label.Name));
        Assert.Equal(["cat/1.png", "dog/a/z.png", "dog/b.png"], dataset.Photos.Select(photo => photo.Name));
        Assert.Equal([0, 1, 1], dataset.Photos.Select(photo => photo.Class));
    }

    [Fact]
    public void ACsvFileNamesPhotosAndClasses()
    {
        _folder.Photo("a.png").Photo("b, \"c\".png");
        var dataset = DatasetReader.Read(_folder.Text("photos.csv", "path,class\r\na.png,dog\r\n\r\n\"b, \"\"c\"\".png\",\"cat, small\"\r\n"));
        Assert.Equal(["cat, small", "dog"], dataset.Labels.Items.Select(label => label.Name));
        Assert.Equal(["b, \"c\".png", "a.png"], dataset.Photos.Select(photo => photo.Name));
        Assert.All(dataset.Photos, photo => Assert.True(File.Exists(photo.Path)));
    }

    [Fact]
    public void ALineThatIsNoRowIsNamed()
    {
        var file = _folder.Text("photos.csv", "a.png,dog\nb.png\n");
        Assert.Contains("line 2 has not two fields", Assert.Throws<DatasetException>(() => DatasetReader.Read(file)).Message);
    }

    [Theory]
    [InlineData("", "there is no folder in it")]
    [InlineData("cat", "no photo in them")]
    public void AFolderWithoutPhotosIsRefused(string child, string problem)
    {
        if (child.Length > 0) Directory.CreateDirectory(_folder.At(child));
        Assert.Contains(problem, Assert.Throws<DatasetException>(_folder.Read).Problem);
    }

    [Fact]
    public void WhatIsNotThereIsRefused() =>
        Assert.Contains("no such folder or file", Assert.Throws<DatasetException>(() => DatasetReader.Read(_folder.At("none"))).Problem);

    [Fact]
    public void ClassesAreMatchedToAModelsByName()
    {
        var dataset = _folder.With("Dog", 1).With("cat", 2).Read();
        var under = dataset.Under(new(["cat", "horse", "dog"]));
        Assert.Equal([0, 0, 2], under.Photos.Select(photo => photo.Class));
        Assert.Contains("'Dog' is none of the model's 1", Assert.Throws<DatasetException>(() => dataset.Under(new(["cat"]))).Problem);
    }
}
