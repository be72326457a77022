using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;

namespace AlexNet.Shell.Host;

/// <summary>
/// Errors as a person reads them: <c>Command: message</c>, where it happened when that is a script file, and the recommended action.
/// The engine's own ConciseView cannot be used as it is: it knows nothing of <see cref="MissingCommands"/> and shows no recommended action.
/// </summary>
public static class ErrorText
{
    /// <summary>The manifest named when a missing command is explained.</summary>
    internal static string? ModulePath { get; set; }

    /// <summary>The view that makes Out-Default draw error records through <see cref="Format(ErrorRecord)"/>.</summary>
    internal static ExtendedTypeDefinition FormatDefinition()
    {
        var control = CustomControl.Create(outOfBand: true)
            .StartEntry()
            .AddScriptBlockExpressionBinding($"[{typeof(ErrorText).FullName}]::Format($_)")
            .EndEntry()
            .EndControl();
        return new ExtendedTypeDefinition(typeof(ErrorRecord).FullName, [new FormatViewDefinition("ErrorInstance", control)]);
    }

    /// <summary>An error in one to a few lines of plain text.</summary>
    /// <param name="record">The error.</param>
    /// <returns>The text, without a line end; control characters (a hostile file name may hold some) are replaced.</returns>
    public static string Format(ErrorRecord record)
    {
        if (record.Exception is ParseException parse)
            return Format(parse);
        if (record.Exception is CommandNotFoundException { CommandName: { } name } && MissingCommands.Explain(name, ModulePath) is { } missing)
            return missing;

        var text = new StringBuilder(Source(record)).Append(": ").Append((record.ErrorDetails?.Message ?? record.Exception.Message).TrimEnd());
        if (record.InvocationInfo is { ScriptName.Length: > 0 } at)
            text.Append($"\n  at {at.ScriptName}:{at.ScriptLineNumber}: {at.Line.Trim()}");
        if (record.ErrorDetails?.RecommendedAction is { Length: > 0 } action)
            text.Append("\n  ").Append(action);
        return Clean(text.ToString());
    }

    /// <summary>The errors of a script that cannot be parsed, one a line.</summary>
    internal static string Format(ParseException exception) =>
        exception.Errors is { Length: > 0 } errors ? Clean(string.Join('\n', errors.Select(Describe))) : "ParserError: " + OneLine(exception.Message);

    /// <summary>A message without its line breaks.</summary>
    internal static string OneLine(string text) =>
        Clean(string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));

    private static string Source(ErrorRecord record)
    {
        if (record.Exception is CommandNotFoundException { CommandName.Length: > 0 } missing)
            return missing.CommandName;
        if (record.InvocationInfo?.MyCommand is { Name.Length: > 0 } command and not ScriptInfo)
            return command is ExternalScriptInfo ? Path.GetFileName(command.Name) : command.Name;
        if (record.CategoryInfo.Activity is { Length: > 0 } activity)
            return activity;
        string type = (record.Exception is RuntimeException { InnerException: { } inner } ? inner : record.Exception).GetType().Name;
        return type is nameof(RuntimeException) ? "Error" : type;
    }

    private static string Describe(ParseError error)
    {
        string file = error.Extent.File is { Length: > 0 } name ? name + ", " : "";
        return $"ParserError: {error.Message} ({file}line {error.Extent.StartLineNumber}, column {error.Extent.StartColumnNumber}: {error.Extent.Text.Split('\n')[0].TrimEnd()})";
    }

    private static string Clean(string text) =>
        string.Create(text.Length, text, (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
                span[i] = char.IsControl(source[i]) && source[i] is not ('\n' or '\t') ? (source[i] == '\r' ? ' ' : '?') : source[i];
        });
}
