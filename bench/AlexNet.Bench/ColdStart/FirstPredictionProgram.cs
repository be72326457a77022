using System.Diagnostics;

namespace AlexNet.Bench.ColdStart;

/// <summary>The program that makes one prediction with our engine or ONNX Runtime (bench/AlexNet.Bench.ColdStart), compiled ahead of time.</summary>
internal static class FirstPredictionProgram
{
    private static readonly string Path = System.IO.Path.Combine(
        Repository.Root, "bench", "AlexNet.Bench.ColdStart", "bin", "Release", "net10.0", "publish", "AlexNet.Bench.ColdStart" + (OperatingSystem.IsWindows() ? ".exe" : ""));

    public static bool Exists => File.Exists(Path);

    public static Process Start(params IReadOnlyList<string> arguments) =>
        Process.Start(new ProcessStartInfo(Path, arguments) { RedirectStandardOutput = true }) ?? throw new InvalidOperationException($"{Path} does not start");
}
