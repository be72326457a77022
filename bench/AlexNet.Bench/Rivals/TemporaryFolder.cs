namespace AlexNet.Bench.Rivals;

/// <summary>A folder of its own that is deleted at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("alexnet-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
