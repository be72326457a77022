using System.Text;
using System.Text.Json.Nodes;
using AlexNet.Notebooks.Engine;
using AlexNet.Notebooks.Messages;

namespace AlexNet.Notebooks.Kernel;

/// <summary>
/// The output of one cell. Text goes out with the first word and then fifty times a second at most, so that a loop that writes single letters makes
/// no storm of messages; whatever else is shown comes after the text that was written before it.
/// </summary>
internal sealed class CellOutput : INotebookOutput, IDisposable
{
    private const int Interval = 20; // milliseconds
    private const int MostLetters = 1 << 20;

    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly Timer _timer;
    private readonly Messenger _messenger;
    private readonly Request _request;
    private readonly StdinChannel _stdin;
    private bool _isError;
    private bool _isWaiting;
    private bool _hasEnded;

    public CellOutput(Messenger messenger, Request request, StdinChannel stdin, int executionCount)
    {
        (_messenger, _request, _stdin, ExecutionCount) = (messenger, request, stdin, executionCount);
        _timer = new Timer(_ => OnTimer());
    }

    public int ExecutionCount { get; }

    /// <summary>Whether nothing is shown to anybody.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The plain text of the result; null for none.</summary>
    public string? ResultText { get; private set; }

    /// <summary>Pages for the front end's pager, which go with the reply.</summary>
    public List<string> Pages { get; } = [];

    public void Write(string text, bool isError = false)
    {
        if (IsSilent || text.Length == 0)
            return;
        lock (_gate)
        {
            if (isError != _isError)
                FlushText();
            _isError = isError;
            _text.Append(text);
            if (_hasEnded || !_isWaiting || _text.Length >= MostLetters)
                FlushText();
            if (_hasEnded || _isWaiting)
                return;
            _isWaiting = true;
            _timer.Change(Interval, Timeout.Infinite);
        }
    }

    public void Display(MimeBundle data, string? id = null) => Publish("display_data", Shown(data, id));

    public void Update(MimeBundle data, string id) => Publish("update_display_data", Shown(data, id));

    public void Result(MimeBundle data)
    {
        ResultText = data.Text;
        var content = Shown(data, null);
        content["execution_count"] = ExecutionCount;
        Publish("execute_result", content);
    }

    public void Clear()
    {
        lock (_gate)
            _text.Clear();
        Publish("clear_output", new JsonObject { ["wait"] = false });
    }

    public void Page(string text)
    {
        lock (_gate)
            Pages.Add(text);
    }

    /// <summary>Shows the error that ended the cell.</summary>
    public void Error(CellError error) => Publish("error", Answers.Error(error));

    public string Ask(string prompt, bool isSecret)
    {
        Flush();
        return _stdin.Ask(_messenger, _request, prompt, isSecret);
    }

    /// <summary>Sends the text that waits.</summary>
    public void Flush()
    {
        lock (_gate)
            FlushText();
    }

    // What a thread that the cell left behind writes later still goes out, at once.
    public void Dispose()
    {
        lock (_gate)
        {
            FlushText();
            _hasEnded = true;
        }
        _timer.Dispose();
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            _isWaiting = !_hasEnded && _text.Length > 0;
            FlushText();
            if (_isWaiting)
                _timer.Change(Interval, Timeout.Infinite);
        }
    }

    private void Publish(string type, JsonObject content)
    {
        if (IsSilent)
            return;
        lock (_gate)
        {
            FlushText();
            _messenger.Publish(_request, type, content);
        }
    }

    private void FlushText()
    {
        if (_text.Length > 0)
            _messenger.Publish(_request, "stream", new JsonObject { ["name"] = _isError ? "stderr" : "stdout", ["text"] = _text.ToString() });
        _text.Clear();
    }

    private static JsonObject Shown(MimeBundle data, string? id) => new()
    {
        ["data"] = data.ToJson(),
        ["metadata"] = new JsonObject(),
        ["transient"] = id is null ? new JsonObject() : new JsonObject { ["display_id"] = id },
    };
}
