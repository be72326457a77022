using AlexNet.Shell.Host;
using AlexNet.Shell.Repl;

namespace AlexNet.Shell.Tests.Repl;

public class LineRendererTests
{
    /// <summary>Plays what the renderer writes on a small screen.</summary>
    private sealed class Screen(int width, int height)
    {
        private readonly char[][] _cells = [.. Enumerable.Range(0, height).Select(_ => new string(' ', width).ToCharArray())];

        public int Row { get; private set; }

        public int Column { get; private set; }

        public string[] Lines => [.. _cells.Select(r => new string(r).TrimEnd())];

        public void Write(string text)
        {
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] == '\e')
                {
                    int end = i + 2;
                    while (!char.IsLetter(text[end]))
                        end++;
                    int.TryParse(text[(i + 2)..end], out int count);
                    if (text[end] == 'A')
                        Row -= count;
                    else if (text[end] == 'C')
                        Column += count;
                    else if (text[end] == 'J')
                        Erase();
                    i = end;
                }
                else if (text[i] == '\r')
                    Column = 0;
                else if (text[i] == '\n')
                    Row++;
                else
                    _cells[Row][Column++] = text[i];
            }
        }

        private void Erase()
        {
            for (int r = Row; r < _cells.Length; r++)
                Array.Fill(_cells[r], ' ', r == Row ? Column : 0, _cells[r].Length - (r == Row ? Column : 0));
        }
    }

    [Theory]
    [InlineData("", 0, 0, 2)]
    [InlineData("abc", 3, 0, 5)]
    [InlineData("abcdefgh", 8, 1, 0)] // fills the row: the cursor stands on the next
    [InlineData("abcdefghij", 1, 0, 3)]
    [InlineData("ab\ncd", 3, 1, 3)]
    [InlineData("ab\ncd", 2, 0, 4)]
    public void The_cursor_stands_where_the_text_is_edited(string text, int cursor, int row, int column)
    {
        var screen = new Screen(10, 6);
        var renderer = new LineRenderer(screen.Write, () => 10);
        renderer.Draw("> ", text, cursor, null, []);
        Assert.Equal((row, column), (screen.Row, screen.Column));
    }

    [Fact]
    public void Drawing_again_leaves_nothing_of_the_longer_text()
    {
        var screen = new Screen(10, 6);
        var renderer = new LineRenderer(screen.Write, () => 10);
        renderer.Draw("> ", "abcdefghijklmnopq", 17, null, ["menu"]);
        Assert.Equal(["> abcdefgh", "ijklmnopq", "menu"], screen.Lines.Take(3));
        renderer.Draw("> ", "x", 1, SyntaxColours.Of("x"), []);
        Assert.Equal(["> x", "", ""], screen.Lines.Take(3));
    }

    [Fact]
    public void Widths_count_cells()
    {
        Assert.Equal(4, TextWidth.Of("日本"));
        Assert.Equal(1, TextWidth.Of("e\u0301"));
        Assert.Equal(2, TextWidth.Of(Ansi.Red + "ab" + Ansi.Reset));
        Assert.Equal("日…", TextWidth.Truncate("日本語", 4));
    }
}
