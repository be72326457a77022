namespace AlexNet.PowerShell.Notebooks;

/// <summary>
/// What a PowerShell cell of .NET Interactive ends in. The notebook shows each object by itself, so that the epochs of a training would be as many curves of one point each. Here
/// neighbours of one type are shown together, as everywhere else: the picture of all takes the place of the first one's, and that of the others is empty.
/// </summary>
/// <param name="current">The cell that is showing what it ended in; null where something else wants the picture.</param>
/// <param name="toHtml">Draws results of one type.</param>
/// <param name="toText">Tells them in words.</param>
internal sealed class CellResults(Func<ICell?> current, Func<IReadOnlyList<object>, string> toHtml, Func<IReadOnlyList<object>, string> toText)
{
    /// <summary>An output that takes no room: the box that the front end (Jupyter's two, Visual Studio Code) makes for it goes, too.</summary>
    public const string Nothing =
        "<div class=\"axn-with-the-first\"></div><style>:is(.jp-OutputArea-child,.output_area,.output_container):has(.axn-with-the-first){display:none}</style>";

    private readonly Lock _lock = new();
    private readonly List<object> _results = [];
    private Action<string, string>? _replaceFirst;

    /// <summary>The picture of a result that is to be shown now.</summary>
    public string ToHtml(object result)
    {
        lock (_lock)
        {
            var cell = current();
            if (_results.Count > 0 && cell?.Last is { } last && last.Value == _results[^1] && result.GetType() == _results[0].GetType())
            {
                _replaceFirst ??= last.Replace;
                _results.Add(result);
                return Nothing;
            }
            Finish();
            if (cell is not null) _results.Add(result);
        }
        return toHtml([result]);
    }

    /// <summary>Its text. Terminals replace nothing that they have printed, so each has its own.</summary>
    public string ToText(object result) => toText([result]);

    /// <summary>No more results come: the first one's picture becomes that of all.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            _replaceFirst?.Invoke(toHtml(_results), toText(_results));
            _replaceFirst = null;
            _results.Clear();
        }
    }
}
