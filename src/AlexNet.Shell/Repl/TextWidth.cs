using System.Globalization;
using System.Text;

namespace AlexNet.Shell.Repl;

/// <summary>How many cells of a terminal a text takes: 2 for East Asian wide characters and emoji, 0 for combining marks and escape sequences.</summary>
internal static class TextWidth
{
    public static int Of(string text)
    {
        int cells = 0;
        foreach (var rune in Host.Ansi.Strip(text).EnumerateRunes())
            cells += Of(rune);
        return cells;
    }

    public static int Of(Rune rune)
    {
        if (Rune.IsControl(rune))
            return 0;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            return 0;
        return rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
            or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
            or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F680 and <= 0x1F6FF) or (>= 0x1F900 and <= 0x1F9FF) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1;
    }

    /// <summary>The longest beginning that fits, with an ellipsis where something was cut.</summary>
    public static string Truncate(string text, int cells)
    {
        if (Of(text) <= cells)
            return text;
        var result = new StringBuilder();
        int used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (used + Of(rune) > cells - 1)
                break;
            used += Of(rune);
            result.Append(rune.ToString());
        }
        return result.Append('…').ToString();
    }
}
