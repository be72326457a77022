namespace AlexNet.Notebooks.Messages;

/// <summary>Cursor positions: the protocol counts unicode code points, .NET UTF-16 units, of which a letter beyond the first 65,536 has two.</summary>
internal static class CodePoints
{
    /// <summary>The index into <paramref name="text"/> of a position in code points; outside positions are brought to the nearest end.</summary>
    public static int ToIndex(string text, int position)
    {
        int index = 0;
        for (; position > 0 && index < text.Length; position--)
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        return index;
    }

    /// <summary>The position in code points of an index into <paramref name="text"/>.</summary>
    public static int FromIndex(string text, int index)
    {
        int position = 0;
        for (int i = 0; i < index && i < text.Length; position++)
            i += char.IsSurrogatePair(text, i) ? 2 : 1;
        return position;
    }
}
