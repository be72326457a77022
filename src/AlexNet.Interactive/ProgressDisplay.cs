using System.Diagnostics;
using AlexNet.Rendering.Progress;

namespace AlexNet.Interactive;

/// <summary>Progress as a bar in a cell's output. Reports may come from any thread; those that come too fast are passed by, the last never.</summary>
/// <param name="title">What is done.</param>
/// <param name="display">Where it is shown.</param>
public sealed class ProgressDisplay(string title, LiveDisplay display) : IProgress<double>, IProgress<(int Done, int Of)>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan? _next;
    private (double Share, string Text) _last = (0, "");

    /// <summary>So much is done.</summary>
    /// <param name="value">0 for nothing to 1 for all.</param>
    public void Report(double value) => Report(value, "");

    /// <summary>So many are done of so many.</summary>
    public void Report((int Done, int Of) value) => Report(value.Of > 0 ? (double)value.Done / value.Of : 0, $"{value.Done} of {value.Of}");

    /// <summary>Shows what was reported last.</summary>
    public void Dispose() => Show();

    private void Report(double share, string text)
    {
        lock (_lock)
        {
            _last = (share, text);
            var elapsed = Stopwatch.GetElapsedTime(_start);
            if (_next is { } next && elapsed < next && share < 1) return;
            _next = elapsed + Interval;
            Show();
        }
    }

    private void Show()
    {
        lock (_lock) display.Show(ProgressView.Of(title, _last.Share, _last.Text));
    }
}
