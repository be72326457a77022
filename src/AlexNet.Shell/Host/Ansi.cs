using System.Management.Automation;
using System.Management.Automation.Internal;

namespace AlexNet.Shell.Host;

/// <summary>The escape sequences the shell writes.</summary>
internal static class Ansi
{
    public const string Reset = "\e[0m";
    public const string Red = "\e[31;1m";
    public const string Yellow = "\e[33;1m";
    public const string Green = "\e[32m";
    public const string Cyan = "\e[36m";
    public const string Grey = "\e[90m";
    public const string Reverse = "\e[7m";
    public const string EraseLine = "\r\e[K";
    public const string EraseBelow = "\e[J";

    /// <summary>Takes the sequences out again, for a file or a pipe.</summary>
    public static string Strip(string text) =>
        text.Contains('\e') ? new StringDecorated(text).ToString(OutputRendering.PlainText) : text;

    /// <summary>Colours every line, so that a pager or a cut line never leaves the colour on.</summary>
    public static string Paint(string text, string colour, bool enabled) =>
        enabled ? colour + text.Replace("\n", Reset + "\n" + colour) + Reset : text;

    public static string Foreground(ConsoleColor colour) => $"\e[{Code(colour, 30)}m";

    public static string Background(ConsoleColor colour) => $"\e[{Code(colour, 40)}m";

    // ConsoleColor orders its bits blue, green, red; the terminal red, green, blue.
    private static int Code(ConsoleColor colour, int first)
    {
        int bits = (int)colour;
        int rgb = (bits & 1) << 2 | bits & 2 | (bits & 4) >> 2;
        return (bits & 8) != 0 ? first + 60 + rgb : first + rgb;
    }
}
