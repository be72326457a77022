namespace AlexNet.Rendering.Drawings;

/// <summary>How wide words are, near enough to place them: the fonts that will show them are not known. Rather too wide than too narrow.</summary>
public static class Letters
{
    private const double Narrow = 0.34, Usual = 0.6, Capital = 0.72, Wide = 0.95, Full = 1.05;

    // From here on East Asian letters, which fill their em.
    private const int FirstFull = 0x2E80;

    /// <summary>Width of a line of words.</summary>
    /// <param name="text">The words.</param>
    /// <param name="size">Height of their em.</param>
    public static double Width(string text, double size) => size * text.EnumerateRunes().Sum(rune => rune.Value switch
    {
        'i' or 'j' or 'l' or 'f' or 't' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or '(' or ')' or '[' or ']' or ' ' or '/' or '-' => Narrow,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => Wide,
        >= 'A' and <= 'Z' => Capital,
        >= FirstFull => Full,
        _ => Usual,
    });

    /// <summary>The words, or as many of them as fit, with an ellipsis.</summary>
    public static string Fit(string text, double size, double width)
    {
        if (Width(text, size) <= width) return text;
        var runes = text.EnumerateRunes().Select(rune => rune.ToString()).ToList();
        while (runes.Count > 1 && Width(string.Concat(runes) + "…", size) > width) runes.RemoveAt(runes.Count - 1);
        return string.Concat(runes).TrimEnd() + "…";
    }
}
