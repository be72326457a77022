using System.Management.Automation;
using System.Text;
using AlexNet.Shell.Host;

namespace AlexNet.Shell.Repl;

/// <summary>One thing that could stand at the cursor.</summary>
internal sealed record CompletionItem(string Text, string Label)
{
    /// <summary>What it is.</summary>
    public CompletionResultType Type { get; init; }

    /// <summary>How it is used, in a few words.</summary>
    public string ToolTip { get; init; } = "";
}

/// <summary>What could replace <c>Length</c> characters from <c>Start</c>.</summary>
internal sealed record Completions(int Start, int Length, IReadOnlyList<CompletionItem> Items);

/// <summary>Walks through the matches with Tab, showing them below the text.</summary>
internal sealed class CompletionCycle(Completions completions, string originalText, int originalCursor)
{
    private const int MenuRows = 5;

    public string OriginalText => originalText;

    public int OriginalCursor => originalCursor;

    public int Selected { get; private set; }

    /// <summary>Puts a match into the text; indices past the ends go round.</summary>
    public void Apply(LineBuffer buffer, int index)
    {
        int count = completions.Items.Count;
        Selected = (index % count + count) % count;
        buffer.Set(originalText, originalCursor);
        buffer.Replace(completions.Start, completions.Length, completions.Items[Selected].Text);
    }

    /// <summary>The rows of labels around the selected one, which is drawn reversed.</summary>
    public IReadOnlyList<string> Menu(int width)
    {
        int cell = Math.Min(completions.Items.Max(i => TextWidth.Of(i.Label)) + 2, Math.Max(width - 1, 4));
        int columns = Math.Max((width - 1) / cell, 1), rows = (completions.Items.Count + columns - 1) / columns;
        int first = Math.Clamp(Selected / columns - MenuRows / 2, 0, Math.Max(rows - MenuRows, 0));
        var lines = new List<string>();
        for (int row = first; row < Math.Min(first + MenuRows, rows); row++)
        {
            var line = new StringBuilder();
            for (int i = row * columns; i < Math.Min((row + 1) * columns, completions.Items.Count); i++)
            {
                string label = TextWidth.Truncate(completions.Items[i].Label, cell - 2);
                line.Append(i == Selected ? Ansi.Reverse + label + Ansi.Reset : label).Append(' ', cell - TextWidth.Of(label));
            }
            lines.Add(line.ToString().TrimEnd());
        }
        if (rows > MenuRows)
            lines.Add($"{Ansi.Grey}{Selected + 1} of {completions.Items.Count}{Ansi.Reset}");
        return lines;
    }
}
