using System.IO.Enumeration;
using System.Text.Json.Nodes;
using AlexNet.Notebooks.Messages;

namespace AlexNet.Notebooks.Kernel;

/// <summary>The cells that were run, for a console's arrow keys: session 1 is what earlier kernels kept, session 2 this one.</summary>
internal sealed class ExecutionHistory
{
    private const int MostEntries = 10_000;
    private const int MostLetters = 10_000; // of a result that is kept
    private const int Earlier = 1;
    private const int Current = 2;
    private readonly List<Entry> _entries;

    /// <param name="earlier">The cells of earlier sessions, oldest first.</param>
    public ExecutionHistory(IEnumerable<string> earlier) => _entries = [.. earlier.Select((code, i) => new Entry(Earlier, i + 1, code, null))];

    /// <summary>Adds a cell.</summary>
    public void Add(int executionCount, string code, string? result)
    {
        _entries.Add(new Entry(Current, executionCount, code, result is { Length: <= MostLetters } ? result : null));
        if (_entries.Count > MostEntries)
            _entries.RemoveAt(0);
    }

    /// <summary>The answer to a history_request.</summary>
    public JsonObject Answer(Request request)
    {
        bool withOutput = request.Flag("output", absent: false);
        int most = request.Integer("n", int.MaxValue);
        var found = request.Text("hist_access_type") switch
        {
            "tail" => _entries.TakeLast(most),
            "range" => Range(request.Integer("session", 0), request.Integer("start", 1), request.Integer("stop", int.MaxValue)),
            "search" => Search(request.Text("pattern", "*"), request.Flag("unique", absent: false)).TakeLast(most),
            _ => [],
        };
        return new JsonObject { ["status"] = "ok", ["history"] = new JsonArray([.. found.Select(entry => entry.ToJson(withOutput))]) };
    }

    // As IPython counts: 0 is this session, -1 the one before.
    private IEnumerable<Entry> Range(int session, int start, int stop)
    {
        int wanted = session > 0 ? session : Current + session;
        return _entries.Where(entry => entry.Session == wanted && entry.Line >= start && entry.Line < stop);
    }

    private IEnumerable<Entry> Search(string pattern, bool isUnique)
    {
        var found = _entries.Where(entry => FileSystemName.MatchesSimpleExpression(Escaped(pattern), entry.Code, ignoreCase: false)).ToList();
        return isUnique ? found.AsEnumerable().Reverse().DistinctBy(entry => entry.Code).Reverse() : found;
    }

    // A pattern has * and ?; a backslash is itself.
    private static string Escaped(string pattern) => pattern.Replace("\\", "\\\\");

    private sealed record Entry(int Session, int Line, string Code, string? Result)
    {
        public JsonArray ToJson(bool withOutput) => [Session, Line, withOutput ? new JsonArray(Code, Result) : JsonValue.Create(Code)];
    }
}
