using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;

namespace AlexNet.Shell;

/// <summary>Turns <c>-File script.ps1 arguments</c> into a PowerShell statement.</summary>
internal static partial class ScriptCommandLine
{
    [GeneratedRegex(@"^-[\p{L}_?][\p{L}\p{N}_-]*$")]
    private static partial Regex ParameterName();

    [GeneratedRegex(@"^(-[\p{L}_?][\p{L}\p{N}_-]*):(.+)$", RegexOptions.Singleline)]
    private static partial Regex ParameterWithValue();

    /// <summary>
    /// Dot-sources the file with its arguments: <c>-Name</c> stays a parameter, anything else becomes a literal string. A script that left
    /// through <c>exit</c> with an error makes <c>$?</c> false, and its code is then the process's too.
    /// </summary>
    public static string Build(string path, IEnumerable<string> arguments)
    {
        var line = new StringBuilder(". ").Append(Quote(path));
        foreach (string argument in arguments)
            line.Append(' ').Append(Argument(argument));
        return line.Append("; if (-not $? -and $LASTEXITCODE) { exit $LASTEXITCODE }").ToString();
    }

    /// <summary>Whether a script reads <c>$input</c>: only then is standard input read for it, so that an open pipe never makes it wait.</summary>
    public static bool ReadsInput(string script) => Parser.ParseInput(script, out _, out _)
        .Find(a => a is VariableExpressionAst { VariablePath.UserPath: var name } && name.Equals("input", StringComparison.OrdinalIgnoreCase), searchNestedScriptBlocks: true) is not null;

    private static string Argument(string argument)
    {
        if (ParameterName().IsMatch(argument))
            return argument;
        if (ParameterWithValue().Match(argument) is { Success: true } match)
        {
            string value = match.Groups[2].Value;
            bool isSwitch = value.Equals("$true", StringComparison.OrdinalIgnoreCase) || value.Equals("$false", StringComparison.OrdinalIgnoreCase);
            return $"{match.Groups[1].Value}:{(isSwitch ? value : Quote(value))}";
        }
        return Quote(argument);
    }

    private static string Quote(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
