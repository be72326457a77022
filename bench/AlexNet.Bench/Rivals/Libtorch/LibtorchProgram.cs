using System.Diagnostics;

namespace AlexNet.Bench.Rivals.Libtorch;

/// <summary>The program that runs libtorch (bench/AlexNet.Bench.Torch), built apart because of its large native package.</summary>
internal sealed class LibtorchProgram
{
    private readonly string _path;
    private readonly string _version;

    private LibtorchProgram(string path, string version) => (_path, _version) = (path, version);

    /// <summary>The program, if it was built and its library loads; else null.</summary>
    public static LibtorchProgram? Find()
    {
        var name = "AlexNet.Bench.Torch" + (OperatingSystem.IsWindows() ? ".exe" : "");
        var path = Path.Combine(Repository.Root, "bench", "AlexNet.Bench.Torch", "bin", "Release", "net10.0", name);
        if (!File.Exists(path)) return null;
        using var process = Start(path, ["prepare"]);
        var version = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? new LibtorchProgram(path, version) : null;
    }

    public Process Start(params IReadOnlyList<string> arguments) => Start(_path, arguments);

    /// <summary>A sentence for the page.</summary>
    public string Describe() => $"The libtorch rival is libtorch {_version} (CPU), driven by TorchSharp in a process of its own that stays warm.";

    private static Process Start(string path, IReadOnlyList<string> arguments) =>
        Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true }) ?? throw new InvalidOperationException($"{path} does not start");
}
