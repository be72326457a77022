using System.Diagnostics;
using System.Globalization;

namespace AlexNet.Bench.ColdStart;

/// <summary>A way to start a process that makes one prediction.</summary>
internal sealed record Starter(string Name, Func<int, Process> Start)
{
    /// <summary>Milliseconds from starting the process until its answer can be read; waits for its end.</summary>
    public double FirstPrediction()
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Start(0);
        _ = Line(process);
        var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        process.WaitForExit();
        return milliseconds;
    }

    /// <summary>The most memory that the process has had, in MB, after so many more passes.</summary>
    public double PeakMemory(int passes)
    {
        using var process = Start(passes);
        _ = Line(process);
        // VmHWM:    123456 kB
        var kibibytes = double.Parse(Line(process).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim(), CultureInfo.InvariantCulture);
        process.WaitForExit();
        return kibibytes * 1024 / 1e6;
    }

    private string Line(Process process) => process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"the process of {Name} ended without an answer");
}
