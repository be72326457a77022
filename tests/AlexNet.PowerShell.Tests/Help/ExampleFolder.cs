namespace AlexNet.PowerShell.Tests.Help;

/// <summary>Where examples run: the photos of samples/, some of them by class in photos/, and a small model.safetensors.</summary>
internal sealed class ExampleFolder : IDisposable
{
    private static readonly (string Class, string[] Photos)[] Classes =
    [
        ("sunflower", ["fig.jpg", "pagoda.jpg", "espresso.jpg", "paintbrushes.jpg"]),
        ("cat", ["cat.png", "red-panda.jpg", "crab.jpg", "wall-clock.jpg"]),
        ("dog", ["cocker-spaniels.jpg", "military-uniform.jpg"]),
    ];

    public ExampleFolder()
    {
        foreach (var file in Directory.GetFiles(ModuleSession.Samples, "*", SearchOption.AllDirectories)) CopyTo("samples/" + System.IO.Path.GetRelativePath(ModuleSession.Samples, file), file);
        foreach (var (name, photos) in Classes)
            foreach (var photo in photos) CopyTo($"photos/{name}/{photo}", System.IO.Path.Combine(ModuleSession.Samples, photo));
        using var session = new ModuleSession();
        var (_, errors) = session.Run($"New-AlexNetModel -FullyConnectedWidth 16 -Class sunflower, cat, dog | Export-AlexNetModel '{System.IO.Path.Combine(Path, "model.safetensors")}'");
        Assert.Empty(errors);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("alexnet-examples-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private void CopyTo(string relative, string file)
    {
        var target = System.IO.Path.Combine(Path, relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        File.Copy(file, target);
    }
}
