using System.Runtime.InteropServices;
using AlexNet.Engine.Devices.Hardware;
using AlexNet.Engine.Kernels.Gemm;

namespace AlexNet.Bench.Reporting;

/// <summary>What the numbers were measured on.</summary>
internal static class Machine
{
    public static string Describe() =>
        $"{Processor()}, {Environment.ProcessorCount} cores, {FmaLoop.VectorBits}-bit vectors (tile {GemmTiles.Best.Name}), {Memory()} GiB memory, " +
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {DateTime.UtcNow:yyyy-MM-dd}{Load()}";

    private static string Processor()
    {
        if (File.Exists("/proc/cpuinfo"))
        {
            var lines = File.ReadLines("/proc/cpuinfo").Select(line => line.Split(':', 2)).Where(field => field.Length == 2).ToLookup(field => field[0].Trim(), field => field[1].Trim());
            if (lines["model name"].FirstOrDefault() is { } name) return $"{name} (family {lines["cpu family"].FirstOrDefault()}, model {lines["model"].FirstOrDefault()})";
        }
        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    /// <summary>How many processes wanted to run in the minute before: above 0, others took part in what was measured.</summary>
    private static string Load() =>
        File.Exists("/proc/loadavg") ? $", load average at the start {File.ReadAllText("/proc/loadavg").Split(' ')[0]}" : "";

    private static long Memory() => (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes + (1L << 29)) >> 30;
}
