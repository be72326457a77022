using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using AlexNet.Notebooks.Engine;
using AlexNet.Shell.Host;

namespace AlexNet.Shell.Notebook;

/// <summary>The errors that end cells, as a reader wants them: what is wrong, the place in the cell, what to do.</summary>
internal static partial class CellErrors
{
    /// <summary>The reader interrupted it.</summary>
    public static CellError Interrupted { get; } = Of("Interrupted", "The cell was interrupted.");

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_.]*$")]
    private static partial Regex Identifier();

    /// <summary>An error of one line, and what else there is to know.</summary>
    public static CellError Of(string name, string message, params IEnumerable<string> more) => new(name, message, [Red($"{name}: {ErrorText.OneLine(message)}"), .. more]);

    /// <summary>An error of the engine.</summary>
    public static CellError Of(RuntimeException exception)
    {
        if (exception is ParseException { Errors.Length: > 0 } parse)
            return Of(parse.Errors);
        // The record of an error that was thrown has a stand-in for the exception, whose type says nothing.
        var record = exception.ErrorRecord is { Exception: ParentContainsErrorRecordException } thrown ? new ErrorRecord(thrown, exception) : exception.ErrorRecord;
        string message = (record.ErrorDetails?.Message ?? record.Exception.Message).TrimEnd();
        string[] lines = ErrorText.Format(record).Split('\n');
        string name = Name(record, message);
        return new CellError(name, message, [Red(lines[0]), .. Place(record.InvocationInfo), .. lines[1..]]);
    }

    /// <summary>Errors of the parser.</summary>
    public static CellError Of(IReadOnlyList<ParseError> errors) => new(
        "ParserError", errors[0].Message, [.. errors.SelectMany(error => new[] { Red("ParserError: " + ErrorText.OneLine(error.Message)) }.Concat(Excerpt(error.Extent)))]);

    // The module's error ids are stable; where an id is only the message again, the exception tells more.
    private static string Name(ErrorRecord record, string message)
    {
        string id = record.FullyQualifiedErrorId.Split(',')[0];
        if (Identifier().IsMatch(id) && id != message)
            return id;
        var cause = record.Exception is MethodInvocationException { InnerException: { } inner } ? inner : record.Exception;
        return cause.GetType().Name;
    }

    private static IEnumerable<string> Place(InvocationInfo? at)
    {
        // A script file's place is in the text of the error.
        if (at is not { ScriptLineNumber: > 0, ScriptName: null or "" } || at.Line is not { Length: > 0 } line)
            return [];
        int column = Math.Clamp(at.OffsetInLine, 1, line.TrimEnd().Length + 1);
        return Excerpt(at.ScriptLineNumber, column, line.TrimEnd(), 1);
    }

    private static IEnumerable<string> Excerpt(IScriptExtent extent)
    {
        string line = extent.StartScriptPosition.Line.TrimEnd();
        int length = extent.EndLineNumber == extent.StartLineNumber ? extent.EndColumnNumber - extent.StartColumnNumber : line.Length - extent.StartColumnNumber + 1;
        return Excerpt(extent.StartLineNumber, extent.StartColumnNumber, line, Math.Max(length, 1));
    }

    private static IEnumerable<string> Excerpt(int number, int column, string line, int length)
    {
        string margin = $"{number,4} | ";
        line = line.Replace('\t', ' ');
        yield return $"  at line {number}, column {column}";
        yield return Ansi.Cyan + margin + Ansi.Reset + line;
        yield return Ansi.Red + new string(' ', margin.Length + column - 1) + new string('~', length) + Ansi.Reset;
    }

    private static string Red(string text) => Ansi.Paint(text, Ansi.Red, enabled: true);
}
