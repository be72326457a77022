using System.Globalization;
using System.Text;

namespace AlexNet.Rendering.Drawings;

/// <summary>
/// Letters drawn with a pen: no machine need have a font, and a picture is the same on all. Accents are left out; letters that are not Latin are boxes. A letter is strokes on a grid: pairs of digits are points (x from the left, y from the
/// foot of the descenders: 2 is the base line, 6 the height of an x, 8 that of a capital), a space goes on to the next point, a slash lifts the pen.
/// </summary>
internal static class StrokeLetters
{
    // Grid lines of an em, and between letters.
    private const double Em = 8.4, Gap = 1.6;
    private const int BaseLine = 2, BlankWidth = 2;
    private const string Unknown = "02 42 48 08 02";

    private static readonly Dictionary<char, string> Strokes = new()
    {
        ['A'] = "02 28 42/14 34", ['B'] = "02 08 28 37 36 25 05/25 34 33 22 02", ['C'] = "47 38 18 07 03 12 32 43", ['D'] = "02 08 28 47 43 22 02",
        ['E'] = "42 02 08 48/05 35", ['F'] = "02 08 48/05 35", ['G'] = "47 38 18 07 03 12 32 43 45 25", ['H'] = "02 08/42 48/05 45", ['I'] = "02 08",
        ['J'] = "38 33 22 12 03", ['K'] = "02 08/48 04/15 42", ['L'] = "08 02 42", ['M'] = "02 08 24 48 42", ['N'] = "02 08 42 48", ['O'] = "12 03 07 18 38 47 43 32 12",
        ['P'] = "02 08 38 47 46 35 05", ['Q'] = "12 03 07 18 38 47 43 32 12/24 42", ['R'] = "02 08 38 47 46 35 05/25 42", ['S'] = "47 38 18 07 06 15 35 44 43 32 12 03",
        ['T'] = "08 48/28 22", ['U'] = "08 03 12 32 43 48", ['V'] = "08 22 48", ['W'] = "08 12 26 32 48", ['X'] = "02 48/08 42", ['Y'] = "08 25 48/25 22", ['Z'] = "08 48 02 42",
        ['a'] = "36 32/35 26 16 05 03 12 22 33", ['b'] = "08 02/03 12 22 33 35 26 16 05", ['c'] = "35 26 16 05 03 12 22 33", ['d'] = "38 32/35 26 16 05 03 12 22 33",
        ['e'] = "04 34 35 26 16 05 03 12 32", ['f'] = "38 28 17 12/06 26", ['g'] = "36 31 20 10 01/35 26 16 05 03 12 22 33", ['h'] = "08 02/05 16 26 35 32", ['i'] = "02 06/08 08",
        ['j'] = "16 11 00/18 18", ['k'] = "08 02/36 03/14 32", ['l'] = "08 03 12", ['m'] = "02 06/05 16 25 22/25 36 45 42", ['n'] = "02 06/05 16 26 35 32",
        ['o'] = "12 03 05 16 26 35 33 22 12", ['p'] = "00 06/05 16 26 35 33 22 12 03", ['q'] = "30 36/35 26 16 05 03 12 22 33", ['r'] = "02 06/04 16 26", ['s'] = "35 26 16 05 14 24 33 22 12 03",
        ['t'] = "17 13 22/06 26", ['u'] = "06 03 12 22 33/36 32", ['v'] = "06 22 46", ['w'] = "06 12 25 32 46", ['x'] = "02 36/06 32", ['y'] = "06 22/46 10 00", ['z'] = "06 36 02 32",
        ['0'] = "12 03 07 18 28 37 33 22 12", ['1'] = "06 18 12", ['2'] = "07 18 28 37 36 02 32", ['3'] = "07 18 28 37 36 25 15/25 34 33 22 12 03", ['4'] = "22 28 04 34", ['5'] = "38 08 05 25 34 33 22 02",
        ['6'] = "28 18 06 03 12 22 33 34 25 15 04", ['7'] = "08 38 12", ['8'] = "15 06 07 18 28 37 36 25 15 04 03 12 22 33 34 25", ['9'] = "12 22 34 37 28 18 07 06 15 25 36",
        ['.'] = "02 02", [','] = "02 01", [':'] = "02 02/05 05", [';'] = "02 01/05 05", ['!'] = "08 04/02 02", ['?'] = "07 18 28 37 36 24/22 22", ['\''] = "08 06", ['"'] = "08 06/18 16",
        ['-'] = "04 24", ['+'] = "04 44/26 22", ['='] = "03 33/05 35", ['/'] = "02 38", ['\\'] = "08 32", ['|'] = "01 08", ['_'] = "01 31", ['('] = "18 06 04 12", [')'] = "08 16 14 02",
        ['['] = "18 08 02 12", [']'] = "08 18 12 02", ['{'] = "28 17 16 05 14 13 22", ['}'] = "08 17 16 25 14 13 02", ['<'] = "36 04 32", ['>'] = "06 34 02", ['*'] = "24 28/05 47/07 45",
        ['%'] = "02 48/08 07 17 18 08/32 33 43 42 32", ['#'] = "12 18/32 38/04 44/06 46", ['&'] = "42 06 07 18 27 26 04 03 12 22 44", ['@'] = "34 24 25 35 33 44 47 38 18 07 03 12 32",
        ['$'] = "36 16 05 14 24 33 13/27 21", ['~'] = "04 15 24 35", ['^'] = "06 28 46", ['`'] = "08 16", ['×'] = "03 36/06 33", ['·'] = "04 04", ['…'] = "02 02/22 22/42 42",
        ['→'] = "04 44/26 44 22", ['–'] = "04 34",
    };

    /// <summary>Width of a line of words.</summary>
    public static double Width(string text, double size) => Plain(text).Sum(Advance) * size / Em;

    /// <summary>The strokes of a line of words that begins at a place on its base line.</summary>
    public static IEnumerable<IReadOnlyList<(double X, double Y)>> Lines(string text, double left, double y, double size)
    {
        foreach (var letter in Plain(text))
        {
            if (letter != ' ')
                foreach (var stroke in Of(letter).Split('/'))
                {
                    List<(double X, double Y)> points = [.. stroke.Split(' ').Select(point => (left + (point[0] - '0') * size / Em, y - (point[1] - '0' - BaseLine) * size / Em))];
                    // A dot: a pen that does not move leaves nothing.
                    if (points.Distinct().Count() == 1) points = [points[0], (points[0].X, points[0].Y - size * 0.09)];
                    yield return points;
                }
            left += Advance(letter) * size / Em;
        }
    }

    // Accents come behind their letters once these are taken apart.
    private static IEnumerable<char> Plain(string text) => text.Normalize(NormalizationForm.FormD).Where(letter => char.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark);

    private static string Of(char letter) => Strokes.GetValueOrDefault(letter, Unknown);

    private static double Advance(char letter) => Gap + (letter == ' ' ? BlankWidth : Of(letter).Split('/', ' ').Max(point => point[0] - '0'));
}
