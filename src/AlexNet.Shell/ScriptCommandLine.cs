using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;

namespace AlexNet.Shell;

/// <summary>Prepares the script of the command line: the statement for <c>-File</c>, the exit status of <c>-Command</c>.</summary>
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
    public static string Build(string path, IEnumerable<string> arguments, bool passInput)
    {
        var line = new StringBuilder(passInput ? "$input | . " : ". ").Append(Quote(path));
        foreach (string argument in arguments)
            line.Append(' ').Append(Argument(argument));
        return line.Append("; if (-not $? -and $LASTEXITCODE) { exit $LASTEXITCODE }").ToString();
    }

    /// <summary>Holds <c>$?</c> of the last statement of a script prepared by <see cref="WithStatus"/>.</summary>
    public const string StatusVariable = "AlexNetShellStatus";

    /// <summary>
    /// Adds a last statement that keeps <c>$?</c>: once the pipeline has ended it tells of Out-Default, not of the script. A script that does
    /// not parse, or whose blocks allow no further statement, stays as it is.
    /// </summary>
    public static string WithStatus(string script)
    {
        string extended = $"{script}\n$global:{StatusVariable} = $?";
        Parser.ParseInput(extended, out _, out var errors);
        return errors.Length == 0 ? extended : script;
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
