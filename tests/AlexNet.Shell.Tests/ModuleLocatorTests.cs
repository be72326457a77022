namespace AlexNet.Shell.Tests;

public sealed class ModuleLocatorTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("alexnet-locator-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void The_variable_wins_then_the_folder_beside_then_the_folders_above()
    {
        string above = Touch("AlexNet.psd1"), bin = Path.Combine(_root.FullName, "src", "bin");
        Directory.CreateDirectory(bin);
        Assert.Equal(above, ModuleLocator.Find(bin, null));
        string beside = Touch("src/bin/AlexNet/AlexNet.psd1");
        Assert.Equal(beside, ModuleLocator.Find(bin, ""));
        string named = Touch("other/AlexNet.psd1");
        Assert.Equal(named, ModuleLocator.Find(bin, named));
        Assert.Equal(named, ModuleLocator.Find(bin, Path.GetDirectoryName(named)));
    }

    private string Touch(string relative)
    {
        string path = Path.Combine(_root.FullName, relative.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "@{}");
        return path;
    }
}
