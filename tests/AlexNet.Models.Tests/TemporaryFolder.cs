namespace AlexNet.Models.Tests;

/// <summary>A folder of its own for each test, deleted after it.</summary>
public abstract class TemporaryFolder : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("alexnet-models-").FullName;

    protected string At(string name) => Path.Combine(Folder, name);

    protected static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    protected string[] FilesLeft() => [.. Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)!).Order()];

    public void Dispose()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException) when (OperatingSystem.IsWindows())
        {
            // A map that is not yet finalised holds its file there.
        }
        GC.SuppressFinalize(this);
    }
}
