using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using AlexNet.Models.Catalogue.Installing;

namespace AlexNet.PowerShell.Catalogue;

/// <summary>How far an installation is: told by the threads that work, reported by the pipeline's, after the first second.</summary>
internal sealed class InstallMeter(string model) : IProgress<InstallProgress>
{
    private const int ActivityId = 2014;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    // The rate is that of the last seconds, so that the time left follows a network that changes.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Queue<(long Time, long Bytes)> _samples = [];
    private InstallProgress _last;
    private string? _news;

    /// <summary>Whether a report has been made that must be closed.</summary>
    public bool IsShown { get; private set; }

    private string Activity => $"Installing {model}";

    /// <summary>Takes what a thread that works says.</summary>
    public void Report(InstallProgress value)
    {
        lock (_gate)
        {
            if (value.Problem is not null && value.Problem != _last.Problem) _news = $"{value.Source}: {value.Problem}";
            _last = value;
        }
    }

    /// <summary>A problem that is being waited out and has not been told yet; else null.</summary>
    public string? TakeNews()
    {
        lock (_gate)
        {
            var news = _news;
            _news = null;
            return news;
        }
    }

    /// <summary>A report, if it is time for one.</summary>
    public ProgressRecord? Next()
    {
        InstallProgress last;
        lock (_gate) last = _last;
        var rate = Rate(last);
        if (Stopwatch.GetElapsedTime(_start) < Quiet) return null;
        IsShown = true;
        var isCounted = last.Stage is InstallStage.Fetching or InstallStage.Verifying;
        return new ProgressRecord(ActivityId, Activity, Status(last, rate))
        {
            // Nothing has been told yet where the first second was taken by the start.
            CurrentOperation = string.IsNullOrEmpty(last.Source) ? null : last.Source,
            PercentComplete = isCounted && last.Total > 0 ? (int)(100 * last.Bytes / last.Total) : -1,
            SecondsRemaining = last.Stage == InstallStage.Fetching && rate > 0 ? (int)Math.Ceiling((last.Total - last.Bytes) / rate) : -1,
        };
    }

    /// <summary>The report that takes the bar away.</summary>
    public ProgressRecord Completed() => new(ActivityId, Activity, "Done") { RecordType = ProgressRecordType.Completed };

    private static string Status(InstallProgress progress, double rate) => progress switch
    {
        { Stage: InstallStage.Waiting } => "Another process is installing it",
        { Problem: { } problem } => $"Trying again: {problem}",
        { Stage: InstallStage.Verifying } => "Comparing the hash",
        { Stage: InstallStage.Converting } => "Writing the model",
        { Total: 0 } => "Beginning",
        _ => string.Create(CultureInfo.CurrentCulture, $"{progress.Bytes / 1e6:0.0} of {progress.Total / 1e6:0.0} MB, {rate / 1e6:0.0} MB/s"),
    };

    /// <summary>Bytes a second over the window. Bytes that were there from an earlier run, and those of a download that began anew, are no speed.</summary>
    private double Rate(InstallProgress progress)
    {
        if (progress.Stage != InstallStage.Fetching || progress.Total == 0) return 0;
        var now = Stopwatch.GetTimestamp();
        if (_samples.TryPeek(out var first) && progress.Bytes < first.Bytes) _samples.Clear();
        _samples.Enqueue((now, progress.Bytes));
        while (Stopwatch.GetElapsedTime(_samples.Peek().Time, now) > Window) _samples.Dequeue();
        var (time, bytes) = _samples.Peek();
        return (progress.Bytes - bytes) / Math.Max(Stopwatch.GetElapsedTime(time, now).TotalSeconds, 1e-3);
    }
}
