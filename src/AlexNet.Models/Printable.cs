using System.Globalization;

namespace AlexNet.Models;

/// <summary>Text from files nobody vouches for, made fit for messages and consoles.</summary>
internal static class Printable
{
    /// <summary>The text cut to <paramref name="limit"/> characters, with whatever could steer a terminal replaced.</summary>
    public static string Text(string text, int limit = 80)
    {
        var cut = text.Length > limit ? text[..limit] + "..." : text;
        return cut.All(Fits) ? cut : string.Concat(cut.Select(c => Fits(c) ? c : '\uFFFD'));
    }

    /// <summary>Whether names may hold this character: no control characters, no line or direction marks.</summary>
    public static bool Fits(char c) =>
        char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && c is not (>= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069');
}
