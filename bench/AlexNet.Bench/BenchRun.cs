using AlexNet.Bench.Limits;
using AlexNet.Bench.Reporting;
using AlexNet.Bench.Rivals.Libtorch;

namespace AlexNet.Bench;

/// <summary>What the parts of one run share.</summary>
internal sealed class BenchRun(BenchOptions options)
{
    private IReadOnlyList<ThreadLimits>? _limits;

    public BenchOptions Options { get; } = options;

    public Report Report { get; } = new();

    /// <summary>What is to be shown, and what was.</summary>
    public Targets Targets { get; } = new();

    /// <summary>The machine's limits, measured by the first part that needs them.</summary>
    public IReadOnlyList<ThreadLimits> Limits => _limits ??= MachineLimits.Measure(Options.Threads, Options.Quick ? 5 : 15);

    /// <summary>The third engine, where it is built and loads.</summary>
    public LibtorchProgram? Libtorch { get; } = LibtorchProgram.Find();

    /// <summary>How long something may be measured.</summary>
    public double Seconds(double full, double quick) => Options.Quick ? quick : full;
}
