using System.Text;
using AlexNet.Rendering.Markup;

namespace AlexNet.Rendering.Views;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its head.</param>
/// <param name="IsNumber">Whether it holds numbers, which stand at its right edge.</param>
public sealed record Column(string Name, bool IsNumber = false);

/// <summary>A table of words and numbers, for pages and for text.</summary>
/// <param name="title">What it is a table of.</param>
/// <param name="columns">Its columns.</param>
public sealed class Table(string title, params IReadOnlyList<Column> columns)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    /// <summary>What it is a table of.</summary>
    public string Title { get; } = title;

    /// <summary>Its columns.</summary>
    public IReadOnlyList<Column> Columns { get; } = columns;

    /// <summary>Its rows, a cell a column.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows => _rows;

    /// <summary>A last row of totals; null for none.</summary>
    public IReadOnlyList<string>? Totals { get; set; }

    /// <summary>Adds a row.</summary>
    /// <exception cref="ArgumentException">It has more or fewer cells than the table has columns.</exception>
    public void Add(params IReadOnlyList<string> cells)
    {
        if (cells.Count != Columns.Count) throw new ArgumentException($"found {cells.Count} cells, but the table has {Columns.Count} columns", nameof(cells));
        _rows.Add(cells);
    }

    /// <summary>The same without the columns that no row has anything in.</summary>
    public Table WithoutEmptyColumns()
    {
        int[] kept = [.. Enumerable.Range(0, Columns.Count).Where(column => _rows.Any(row => row[column].Length > 0))];
        IReadOnlyList<string> Kept(IReadOnlyList<string> cells) => [.. kept.Select(column => cells[column])];
        var table = new Table(Title, [.. kept.Select(column => Columns[column])]) { Totals = Totals is null ? null : Kept(Totals) };
        foreach (var row in _rows) table.Add(Kept(row));
        return table;
    }

    /// <summary>Lines of text with columns under each other.</summary>
    public string ToText()
    {
        var lines = new StringBuilder();
        IReadOnlyList<string> heads = [.. Columns.Select(column => column.Name)];
        var all = _rows.Prepend(heads).Concat(Totals is null ? [] : [Totals]).ToList();
        int[] widths = [.. Enumerable.Range(0, Columns.Count).Select(column => all.Max(row => row[column].Length))];
        foreach (var row in all)
        {
            if (ReferenceEquals(row, Totals)) AddLine([.. widths.Select(width => new string('-', width))]);
            AddLine(row);
            if (ReferenceEquals(row, heads)) AddLine([.. widths.Select(width => new string('-', width))]);
        }
        return lines.ToString();

        void AddLine(IReadOnlyList<string> cells) =>
            lines.Append(string.Join("  ", cells.Select((cell, column) => Columns[column].IsNumber ? OneLine(cell).PadLeft(widths[column]) : OneLine(cell).PadRight(widths[column]))).TrimEnd()).Append('\n');
    }

    internal void Write(MarkupWriter markup)
    {
        markup.Open("div", ("class", "wide")).Open("table").Break();
        markup.Open("thead").Open("tr");
        foreach (var column in Columns) markup.Leaf("th", column.Name, ("scope", "col"), ("class", Class(column)));
        markup.Close().Close().Open("tbody").Break();
        foreach (var row in _rows) Write(markup, row);
        markup.Close();
        if (Totals is not null)
        {
            markup.Open("tfoot");
            Write(markup, Totals);
            markup.Close();
        }
        markup.Close().Close();
    }

    private void Write(MarkupWriter markup, IReadOnlyList<string> cells)
    {
        markup.Open("tr");
        for (var i = 0; i < cells.Count; i++) markup.Leaf("td", cells[i], ("class", Class(Columns[i])));
        markup.Close();
    }

    private static string? Class(Column column) => column.IsNumber ? "n" : null;

    // A line end or an escape in a name must not break the table, nor reach a terminal.
    private static string OneLine(string cell) => string.Concat(cell.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
