using System.Text.RegularExpressions;

namespace AlexNet.Shell.Notebook;

/// <summary>A part of a cell in one language. A line such as <c>#!csharp</c> begins a part, as in Polyglot notebooks; what comes before the first is PowerShell.</summary>
/// <param name="Language">One of the constants, or a word that is not known.</param>
/// <param name="Code">The part; lines that are not its own are empty, so that errors name lines of the cell.</param>
internal sealed partial record CellPart(string Language, string Code)
{
    public const string PowerShell = "pwsh";
    public const string CSharp = "csharp";
    public const string Html = "html";
    public const string Markdown = "markdown";

    [GeneratedRegex(@"^#!([A-Za-z][A-Za-z#-]*)[ \t\r]*$", RegexOptions.Multiline)]
    private static partial Regex Switch();

    /// <summary>The parts of a cell, at least one; empty ones are left out.</summary>
    public static IReadOnlyList<CellPart> Split(string cell)
    {
        var switches = Switch().Matches(cell);
        if (switches.Count == 0)
            return [new CellPart(PowerShell, cell)];
        var parts = new List<CellPart> { new(PowerShell, cell[..switches[0].Index]) };
        for (int i = 0; i < switches.Count; i++)
        {
            int start = switches[i].Index + switches[i].Length, end = i + 1 < switches.Count ? switches[i + 1].Index : cell.Length;
            parts.Add(new CellPart(Known(switches[i].Groups[1].Value), LinesBefore(cell, start) + cell[start..end]));
        }
        parts.RemoveAll(part => string.IsNullOrWhiteSpace(part.Code));
        return parts.Count > 0 ? parts : [new CellPart(PowerShell, "")];
    }

    private static string LinesBefore(string cell, int index) => new('\n', cell.AsSpan(0, index).Count('\n'));

    private static string Known(string name) => name.ToLowerInvariant() switch
    {
        "pwsh" or "powershell" => PowerShell,
        "csharp" or "c#" => CSharp,
        var other => other,
    };
}
