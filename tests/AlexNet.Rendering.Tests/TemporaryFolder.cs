namespace AlexNet.Rendering.Tests;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("alexnet-looks-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
