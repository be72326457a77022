using System.Diagnostics;
using AlexNet.Notebooks.Engine;

namespace AlexNet.Shell.Notebook;

/// <summary>A display that is drawn anew while more comes: at once for what comes slowly, else so seldom that drawing takes a quarter of the time at most.</summary>
internal sealed class GrowingDisplay(INotebookOutput output)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private const int Share = 4;
    private readonly string _id = Guid.NewGuid().ToString("N");
    private long _drawnAt = Stopwatch.GetTimestamp();
    private TimeSpan _cost;
    private bool _isShown;

    /// <summary>Whether it is time to draw what has just come.</summary>
    public bool IsDue => Stopwatch.GetElapsedTime(_drawnAt) is var since && since >= Interval && since >= Share * _cost;

    /// <summary>Draws it.</summary>
    public void Show(Func<MimeBundle> draw)
    {
        long start = Stopwatch.GetTimestamp();
        var data = draw();
        if (_isShown)
            output.Update(data, _id);
        else
            output.Display(data, _id);
        _isShown = true;
        _drawnAt = Stopwatch.GetTimestamp();
        _cost = Stopwatch.GetElapsedTime(start, _drawnAt);
    }
}
