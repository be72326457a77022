using System.Diagnostics;
using System.Management.Automation;

namespace AlexNet.PowerShell.Planning;

/// <summary>How far measuring is: told by the thread that measures, reported by the pipeline's, after the first second.</summary>
internal sealed class MeasuringMeter : IProgress<double>
{
    private const int ActivityId = 2013;
    private const string Activity = "Measuring";
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private readonly long _start = Stopwatch.GetTimestamp();
    private string _what = "";
    private int _begun;
    private int _expected;
    private double _share;

    /// <summary>Whether a report has been made that must be closed.</summary>
    public bool IsShown { get; private set; }

    /// <summary>Says how many measurements come.</summary>
    public void Expect(int measurements) => (_expected, _begun) = (measurements, 0);

    /// <summary>Says which measurement begins.</summary>
    public void Begin(string what)
    {
        _what = what;
        _begun++;
        Volatile.Write(ref _share, 0);
    }

    /// <summary>Takes the share of the present measurement that is done.</summary>
    public void Report(double value) => Volatile.Write(ref _share, value);

    /// <summary>A report, if it is time for one.</summary>
    public ProgressRecord? Next()
    {
        if (Stopwatch.GetElapsedTime(_start) < Quiet) return null;
        IsShown = true;
        return new ProgressRecord(ActivityId, Activity, _what) { PercentComplete = (int)(100 * (_begun - 1 + Volatile.Read(ref _share)) / _expected) };
    }

    /// <summary>The report that takes the bar away.</summary>
    public static ProgressRecord Completed() => new(ActivityId, Activity, "Done") { RecordType = ProgressRecordType.Completed };
}
