using System.Management.Automation;
using System.Net;
using AlexNet.Notebooks.Engine;
using AlexNet.Shell.Host;

namespace AlexNet.Shell.Notebook;

/// <summary>
/// Progress as one display of a cell that changes ten times a second at most and is empty in the end. What is done within a quarter of a second shows nothing.
/// </summary>
internal sealed class ProgressDisplay
{
    private const int FirstDelay = 250; // milliseconds
    private const int Interval = 100;

    // An output that takes no room: the box that the front end (Jupyter's two, Visual Studio Code) makes for it goes, too.
    private const string Nothing =
        "<div class=\"axn-no-progress\"></div><style>:is(.jp-OutputArea-child,.output_area,.output_container):has(.axn-no-progress){display:none}</style>";

    private readonly Lock _gate = new();
    private readonly Func<INotebookOutput?> _output;
    private readonly List<ProgressRecord> _active = [];
    private readonly Timer _timer;
    private bool _isTimed;
    private bool _hasChanged;
    private bool _isVisible;
    private string? _id;

    public ProgressDisplay(Func<INotebookOutput?> output)
    {
        _output = output;
        _timer = new Timer(_ => Draw());
    }

    /// <summary>Takes a record.</summary>
    public void Update(ProgressRecord record)
    {
        lock (_gate)
        {
            int known = _active.FindIndex(r => r.ActivityId == record.ActivityId);
            if (record.RecordType == ProgressRecordType.Completed)
            {
                _active.RemoveAll(r => r.ActivityId == record.ActivityId || r.ParentActivityId == record.ActivityId);
                if (_active.Count == 0)
                    Clear();
            }
            else if (known >= 0)
                _active[known] = record;
            else
                _active.Add(record);
            _hasChanged = true;
            if (!_isTimed && _active.Count > 0)
                _isTimed = _timer.Change(_isVisible ? Interval : FirstDelay, Timeout.Infinite);
        }
    }

    /// <summary>Ends all progress, and the display with the cell.</summary>
    public void End()
    {
        lock (_gate)
        {
            Clear();
            _id = null;
        }
    }

    private void Clear()
    {
        _active.Clear();
        if (_isVisible)
            _output()?.Update(new MimeBundle("").With(MimeBundle.Html, Nothing), _id!);
        _isVisible = false;
    }

    private void Draw()
    {
        lock (_gate)
        {
            _isTimed = false;
            if (_active.Count == 0 || !_hasChanged)
                return;
            _hasChanged = false;
            var data = new MimeBundle(string.Join('\n', _active.Select(ProgressLine.Describe))).With(MimeBundle.Html, string.Concat(_active.Select(ToHtml)));
            if (_id is null)
                _output()?.Display(data, _id = Guid.NewGuid().ToString("N"));
            else
                _output()?.Update(data, _id);
            _isVisible = true;
        }
    }

    private static string ToHtml(ProgressRecord record)
    {
        string bar = record.PercentComplete < 0 ? "" : $"<progress max=\"100\" value=\"{Math.Min(record.PercentComplete, 100)}\" style=\"width:16em;vertical-align:middle\"></progress> ";
        string left = record.SecondsRemaining < 0 ? "" : $" ({TimeSpan.FromSeconds(record.SecondsRemaining):c} left)";
        string text = ErrorText.OneLine($"{record.Activity}: {record.StatusDescription} {record.CurrentOperation}{left}");
        return $"<div style=\"font-family:var(--jp-content-font-family,system-ui,sans-serif);font-size:13px\">{bar}{WebUtility.HtmlEncode(text)}</div>";
    }
}
