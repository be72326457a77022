namespace AlexNet.PowerShell.Tests;

/// <summary>Where a path is plain the cmdlets do not ask PowerShell what it means. The files that they find must be the ones that PowerShell would have found.</summary>
public sealed class PathTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("alexnet-paths-").FullName;

    private readonly ModuleSession _session = new();

    [Theory]
    [InlineData("plain.png")]
    [InlineData("with space.png")]
    [InlineData("ünïcode 雪.png")]
    [InlineData("~.png")]
    [InlineData("[brackets].png")]
    [InlineData("$dollar'quote.png")]
    [InlineData("./dots.png")]
    [InlineData("sub/../up.png")]
    [InlineData("sub//twice.png")]
    public void ALiteralPathIsWhatPowerShellTakesItFor(string name)
    {
        var path = _folder + "/" + name;
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        File.Copy(Path.Combine(ModuleSession.Samples, "cat.png"), path, overwrite: true);
        var (output, errors) = _session.Run($"$path = @'\n{path}\n'@\n(Invoke-AlexNetClassify -Model $model -LiteralPath $path).Path\n$ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($path)");
        Assert.Empty(errors);
        Assert.Equal(2, output.Count);
        // As text: a path with brackets is put out as an object that binds to -Path, too.
        Assert.Equal($"{output[1]}", $"{output[0]}");
    }

    [Theory]
    [InlineData("one.png", 1)]
    [InlineData("./one.png", 1)]
    [InlineData("o?e.png", 1)]
    [InlineData("[to]ne.png", 2)]
    [InlineData("[t]ne.png", 1)]
    public void APathIsWhatPowerShellTakesItFor(string pattern, int files)
    {
        foreach (var name in new[] { "one.png", "tne.png", "[t]ne.png" })
            File.Copy(Path.Combine(ModuleSession.Samples, "cat.png"), Path.Combine(_folder, name), overwrite: true);
        var (output, errors) = _session.Run($"$path = '{_folder}/{pattern}'\n(Invoke-AlexNetClassify -Model $model -Path $path).Path\n'--'\n$ExecutionContext.SessionState.Path.GetResolvedProviderPathFromPSPath($path, [ref]$null)");
        Assert.Empty(errors);
        var lines = output.Select(line => $"{line}").ToList();
        Assert.Equal(lines[(files + 1)..].Order(), lines[..files].Order());
    }

    [Fact]
    public void AnotherProvidersLocationDoesNotMatter()
    {
        var photo = Path.Combine(ModuleSession.Samples, "cat.png");
        var (output, errors) = _session.Run($"$ExecutionContext.SessionState.Path.SetLocation('Env:') | Out-Null; (Invoke-AlexNetClassify -Model $model -Path '{photo}').Path");
        Assert.Empty(errors);
        Assert.Equal(photo, Assert.Single(output).BaseObject);
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
