using System.Globalization;

namespace AlexNet.Shell.Repl;

/// <summary>A text with a cursor. The cursor never stands inside a character made of several code units.</summary>
internal sealed class LineBuffer
{
    public string Text { get; private set; } = "";

    /// <summary>The index of the character the cursor stands on; the text's length at its end.</summary>
    public int Cursor { get; private set; }

    public void Set(string text) => Set(text, text.Length);

    public void Set(string text, int cursor)
    {
        Text = text;
        Cursor = Math.Clamp(cursor, 0, text.Length);
    }

    public void Insert(string text) => Replace(Cursor, 0, text);

    /// <summary>Replaces a range and leaves the cursor after the new text.</summary>
    public void Replace(int start, int length, string text) => Set(Text.Remove(start, length).Insert(start, text), start + text.Length);

    /// <summary>Removes what lies between the cursor and <paramref name="to"/>, and returns it.</summary>
    public string Cut(int to)
    {
        int start = Math.Min(Cursor, to), length = Math.Abs(Cursor - to);
        string removed = Text.Substring(start, length);
        Replace(start, length, "");
        return removed;
    }

    public void MoveTo(int position) => Cursor = Math.Clamp(position, 0, Text.Length);

    public int Left
    {
        get
        {
            int at = 0;
            while (at < Cursor)
            {
                int next = at + StringInfo.GetNextTextElementLength(Text, at);
                if (next >= Cursor)
                    return at;
                at = next;
            }
            return 0;
        }
    }

    public int Right => Cursor >= Text.Length ? Text.Length : Cursor + StringInfo.GetNextTextElementLength(Text, Cursor);

    public int LineStart => Cursor == 0 ? 0 : Text.LastIndexOf('\n', Cursor - 1) + 1;

    public int LineEnd => Text.IndexOf('\n', Cursor) is var end && end < 0 ? Text.Length : end;

    /// <summary>The start of the word before the cursor.</summary>
    public int WordLeft
    {
        get
        {
            int at = Cursor;
            while (at > 0 && !IsWord(Text[at - 1]))
                at--;
            while (at > 0 && IsWord(Text[at - 1]))
                at--;
            return at;
        }
    }

    /// <summary>The end of the word after the cursor.</summary>
    public int WordRight
    {
        get
        {
            int at = Cursor;
            while (at < Text.Length && !IsWord(Text[at]))
                at++;
            while (at < Text.Length && IsWord(Text[at]))
                at++;
            return at;
        }
    }

    /// <summary>Moves one line of a text of several lines up or down, keeping the column; false at its edge.</summary>
    public bool MoveLine(int direction)
    {
        int column = Cursor - LineStart;
        if (direction < 0)
        {
            if (LineStart == 0)
                return false;
            int end = LineStart - 1;
            int start = end == 0 ? 0 : Text.LastIndexOf('\n', end - 1) + 1;
            Cursor = Math.Min(start + column, end);
            return true;
        }
        if (LineEnd == Text.Length)
            return false;
        Cursor = LineEnd + 1;
        Cursor = Math.Min(Cursor + column, LineEnd);
        return true;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_';
}
