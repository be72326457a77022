using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace AlexNet.PowerShell.Photos;

/// <summary>Counts photos and says when it is time to report them: after the first second, then five times a second at most.</summary>
internal sealed class ProgressMeter(string activity = ProgressMeter.Classifying)
{
    private const int ActivityId = 2012;
    private const string Classifying = "Classifying photos";
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan _next = Quiet;

    /// <summary>Photos done.</summary>
    public int Done { get; private set; }

    /// <summary>Photos a second so far.</summary>
    public double Rate => Done / Math.Max(Elapsed.TotalSeconds, 1e-3);

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Whether a report has been made that must be closed.</summary>
    public bool IsShown { get; private set; }

    /// <summary>Counts a photo; a report if it is time for one.</summary>
    /// <param name="photo">Its name.</param>
    /// <param name="pending">Photos known of but not done.</param>
    /// <param name="isLast">Whether no more photos will come, so that a share of all can be given.</param>
    public ProgressRecord? Count(string photo, int pending, bool isLast)
    {
        Done++;
        var elapsed = Elapsed;
        if (elapsed < _next) return null;
        _next = elapsed + Interval;
        IsShown = true;
        var known = Done + pending;
        return new ProgressRecord(ActivityId, activity, string.Create(CultureInfo.CurrentCulture, $"{Done:N0} photos, {Rate:0.0} a second"))
        {
            CurrentOperation = Path.GetFileName(photo),
            PercentComplete = isLast ? (int)(100L * Done / known) : -1,
            SecondsRemaining = isLast && Rate > 0 ? (int)Math.Ceiling(pending / Rate) : -1,
        };
    }

    /// <summary>The report that takes the bar away.</summary>
    public static ProgressRecord Completed() => new(ActivityId, Classifying, "Done") { RecordType = ProgressRecordType.Completed };
}
