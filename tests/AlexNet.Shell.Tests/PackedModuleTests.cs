using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace AlexNet.Shell.Tests;

/// <summary>The module as build.sh pack lays it out; tests/Pester/Pack.Tests.ps1 asks more of it, in pwsh.</summary>
public sealed class PackedModuleTests : IClassFixture<PackedModule>
{
    private const long MostBytes = 60_000_000;

    private readonly PackedModule _module;

    public PackedModuleTests(PackedModule module) => _module = module;

    [Fact]
    public void It_is_smaller_than_sixty_megabytes_with_its_model_and_for_four_platforms()
    {
        Assert.True(File.Exists(Path.Combine(_module.Folder, "models", "caltech101.safetensors")));
        var bytes = _module.Files.Sum(file => new FileInfo(Path.Combine(_module.Folder, file)).Length);
        Assert.True(bytes < MostBytes, $"{bytes:N0} bytes");
        Assert.Equal(
            ["module/bin/deps/linux-arm64/libSkiaSharp.so", "module/bin/deps/linux-x64/libSkiaSharp.so", "module/bin/deps/osx-arm64/libSkiaSharp.dylib", "module/bin/deps/win-x64/libSkiaSharp.dll"],
            _module.Files.Where(file => file.Contains("libSkiaSharp", StringComparison.Ordinal)));
        Assert.DoesNotContain(_module.Files, file => file.EndsWith(".pdb", StringComparison.Ordinal));
    }

    [Fact]
    public void The_library_of_macOS_is_for_arm64_alone()
    {
        var bytes = File.ReadAllBytes(Path.Combine(_module.Folder, "module/bin/deps/osx-arm64/libSkiaSharp.dylib"));
        Assert.Equal("CFFAEDFE0C000001", Convert.ToHexString(bytes, 0, 8));
    }

    [Fact]
    public void No_assembly_says_where_it_was_built()
    {
        foreach (var file in _module.Files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal) && Path.GetFileName(file).StartsWith("AlexNet.", StringComparison.Ordinal)))
            Assert.DoesNotContain(PackedModule.Root, Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(_module.Folder, file))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fresh_process_imports_it_and_classifies()
    {
        var panda = Path.Combine(PackedModule.Root, "samples", "caltech101", "panda.jpg");
        var result = ShellProcess.Run(["-Command", $"(Get-Module AlexNet).ModuleBase; (Invoke-AlexNetClassify '{panda}').Label"], module: _module.Folder);
        Assert.Equal("", result.Error);
        Assert.Equal([_module.Folder, "panda"], result.Lines);
    }

    [Fact]
    public void The_package_for_a_gallery_holds_the_folder_and_its_tags()
    {
        var output = Path.Combine(Path.GetDirectoryName(_module.Folder)!, "packages");
        PackedModule.Dotnet("pack", Path.Combine(PackedModule.Root, "packaging", "AlexNet.Package.csproj"), "-c", "Release", $"-p:PackFolder={_module.Folder}", "-o", output, "-v", "quiet");
        using var zip = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(output, "AlexNet.*.nupkg")));
        var names = zip.Entries.Select(entry => entry.FullName).ToHashSet();
        Assert.All(_module.Files, file => Assert.Contains(file, names));
        using var nuspec = zip.GetEntry("AlexNet.nuspec")!.Open();
        var tags = XDocument.Load(nuspec).Descendants().Single(element => element.Name.LocalName == "tags").Value.Split(' ');
        Assert.Contains("PSModule", tags);
        Assert.Contains("PSEdition_Core", tags);
        Assert.Contains("PSCmdlet_Invoke-AlexNetClassify", tags);
    }
}
