using System.Text;

namespace AlexNet.Bench.Reporting;

/// <summary>A table that reads well as text and as Markdown: the first column holds words, the others numbers.</summary>
internal sealed class MarkdownTable(string firstHeading, IReadOnlyList<string> headings)
{
    private readonly List<string[]> _rows = [];

    public void Add(string name, IReadOnlyList<string> cells)
    {
        if (cells.Count != headings.Count) throw new ArgumentException($"row '{name}' has {cells.Count} cells for {headings.Count} columns", nameof(cells));
        _rows.Add([name, .. cells]);
    }

    public override string ToString()
    {
        string[] heading = [firstHeading, .. headings];
        var widths = heading.Select((text, column) => Math.Max(3, _rows.Append(heading).Max(row => row[column].Length))).ToArray();
        var text = new StringBuilder();
        AppendRow(text, heading, widths);
        text.Append('|').AppendJoin('|', widths.Select((width, column) => column == 0 ? new string('-', width + 2) : new string('-', width + 1) + ':')).Append("|\n");
        foreach (var row in _rows) AppendRow(text, row, widths);
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, string[] cells, int[] widths) =>
        text.Append("| ").AppendJoin(" | ", cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).Append(" |\n");
}
