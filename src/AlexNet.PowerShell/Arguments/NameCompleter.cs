using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AlexNet.PowerShell.Arguments;

/// <summary>A completer that offers names with a line about each.</summary>
public abstract class NameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = WildcardPattern.Get(wordToComplete.Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        try
        {
            var found = Names(fakeBoundParameters).Where(name => word.IsMatch(name.Name));
            return [.. found.Select(name => new CompletionResult(Quoted(name.Name), name.Name, CompletionResultType.ParameterValue, name.About))];
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A completion that fails must not break the prompt.
            return [];
        }
    }

    /// <summary>A name as it can be typed: one with spaces or signs that mean something to PowerShell is put into quotes.</summary>
    private static string Quoted(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? name : $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'";

    /// <summary>What is offered, given what has been typed for the other parameters.</summary>
    private protected abstract IEnumerable<(string Name, string About)> Names(IDictionary bound);
}
