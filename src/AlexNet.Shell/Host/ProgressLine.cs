using System.Diagnostics;
using System.Management.Automation;
using AlexNet.Shell.Repl;

namespace AlexNet.Shell.Host;

/// <summary>Progress on one line of the terminal's standard error: drawn ten times a second at most, erased before other text and when done.</summary>
internal sealed class ProgressLine(TextWriter error, Terminal terminal)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private const int BarWidth = 20;
    private readonly List<ProgressRecord> _active = [];
    private long _drawnAt;
    private bool _visible;

    public void Update(ProgressRecord record)
    {
        if (!terminal.ErrorIsTerminal)
            return;
        _active.RemoveAll(r => r.ActivityId == record.ActivityId);
        if (record.RecordType == ProgressRecordType.Completed)
        {
            Erase();
            return;
        }
        _active.Add(record);
        if (_drawnAt != 0 && Stopwatch.GetElapsedTime(_drawnAt) < Interval)
            return;
        _drawnAt = Stopwatch.GetTimestamp();
        _visible = true;
        string line = TextWidth.Truncate(Describe(_active[^1]), terminal.WindowWidth - 1);
        error.Write(Ansi.EraseLine + Ansi.Paint(line, Ansi.Cyan, terminal.ColourErrors));
    }

    public void Erase()
    {
        if (_visible)
            error.Write(Ansi.EraseLine);
        _visible = false;
    }

    public void Clear()
    {
        Erase();
        _active.Clear();
        _drawnAt = 0;
    }

    internal static string Describe(ProgressRecord record)
    {
        var parts = new List<string> { $"{record.Activity}: {record.StatusDescription}" };
        if (record.PercentComplete >= 0)
        {
            int percent = Math.Min(record.PercentComplete, 100);
            int filled = percent * BarWidth / 100;
            parts.Add($"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {percent}%");
        }
        if (record.SecondsRemaining >= 0)
            parts.Add($"{TimeSpan.FromSeconds(record.SecondsRemaining):c} left");
        if (!string.IsNullOrWhiteSpace(record.CurrentOperation))
            parts.Add(record.CurrentOperation);
        return ErrorText.OneLine(string.Join(' ', parts));
    }
}
