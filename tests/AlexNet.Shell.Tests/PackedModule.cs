using System.Diagnostics;

namespace AlexNet.Shell.Tests;

/// <summary>Packs the built module into a temporary folder.</summary>
public sealed class PackedModule : IDisposable
{
    private readonly string _temporary = Directory.CreateTempSubdirectory("alexnet-packed-").FullName;

    public PackedModule()
    {
        Folder = Path.Combine(_temporary, "AlexNet");
        Dotnet("msbuild", Path.Combine(Root, "src", "AlexNet.PowerShell"), "-t:PackModule", "-p:Configuration=Release", $"-p:PackFolder={Folder}", "-v:quiet", "-nologo");
        Files = [.. Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
    }

    /// <summary>The checkout.</summary>
    public static string Root { get; } = FindRoot();

    public string Folder { get; }

    public IReadOnlyList<string> Files { get; }

    public static void Dotnet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        // No build server may outlive the tests.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"dotnet {arguments[0]} failed: {output}");
    }

    public void Dispose() => Directory.Delete(_temporary, recursive: true);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AlexNet.psd1"))) folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no AlexNet.psd1 above the tests");
        return folder;
    }
}
