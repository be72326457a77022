using System.Text;
using AlexNet.Shell.Host;

namespace AlexNet.Shell.Repl;

/// <summary>
/// Draws prompt, text and completion menu, and draws them again over themselves after each key. It never asks the terminal where the cursor
/// is: rows are counted from the width of the text, and every wrap is written out.
/// </summary>
internal sealed class LineRenderer(Action<string> write, Func<int> width)
{
    public const string Continuation = ">> ";
    private int _cursorRow;

    /// <summary>Forgets the last drawing: the next one starts at the cursor.</summary>
    public void Start() => _cursorRow = 0;

    /// <summary>Draws.</summary>
    /// <param name="prompt">What stands before the text; may hold colours.</param>
    /// <param name="text">The text; lines after the first follow <see cref="Continuation"/>.</param>
    /// <param name="cursor">Index of the cursor in the text.</param>
    /// <param name="colours">A colour for each character, or null for none.</param>
    /// <param name="menu">Lines below the text, already cut to the width.</param>
    public void Draw(string prompt, string text, int cursor, string?[]? colours, IReadOnlyList<string> menu)
    {
        int columns = Math.Max(width(), 10);
        var screen = new StringBuilder("\r");
        if (_cursorRow > 0)
            screen.Append($"\e[{_cursorRow}A");
        screen.Append(Ansi.EraseBelow).Append(prompt);
        int promptWidth = TextWidth.Of(prompt[(prompt.LastIndexOf('\n') + 1)..]);
        int row = prompt.Count(c => c == '\n') + promptWidth / columns, column = promptWidth % columns;
        int cursorRow = row, cursorColumn = column;
        string? colour = null;
        for (int i = 0; i < text.Length;)
        {
            if (i == cursor)
                (cursorRow, cursorColumn) = (row, column);
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out int units);
            if (colours?[i] != colour)
            {
                screen.Append(Ansi.Reset).Append(colours?[i]);
                colour = colours?[i];
            }
            if (text[i] == '\n')
            {
                screen.Append("\r\n").Append(Continuation);
                (row, column) = (row + 1, Continuation.Length);
            }
            else
            {
                // A control character is shown as ^X, two cells wide.
                string shown = Rune.IsControl(rune) ? "^" + (char)(rune.Value ^ 0x40) : rune.ToString();
                int cells = Rune.IsControl(rune) ? 2 : TextWidth.Of(rune);
                if (column + cells > columns)
                {
                    screen.Append("\r\n");
                    (row, column) = (row + 1, 0);
                }
                screen.Append(shown);
                column += cells;
            }
            i += units;
        }
        if (colour is not null)
            screen.Append(Ansi.Reset);
        if (column >= columns)
        {
            screen.Append("\r\n");
            (row, column) = (row + 1, 0);
        }
        if (cursor >= text.Length)
            (cursorRow, cursorColumn) = (row, column);
        foreach (string line in menu)
        {
            screen.Append("\r\n").Append(line);
            row++;
        }
        if (row > cursorRow)
            screen.Append($"\e[{row - cursorRow}A");
        screen.Append('\r');
        if (cursorColumn > 0)
            screen.Append($"\e[{cursorColumn}C");
        _cursorRow = cursorRow;
        write(screen.ToString());
    }

    public void ClearScreen()
    {
        write("\e[H\e[2J");
        _cursorRow = 0;
    }

    public void Write(string text) => write(text);

    public int Width => width();
}
