using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AlexNet.PowerShell.Arguments;

/// <summary>Offers the numbers of devices that the command takes.</summary>
public sealed class DeviceCountCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        // Of all commands that take devices only the drawing takes 0, and training no more than 2.
        IEnumerable<int> counts = commandName switch
        {
            "Show-AlexNetNetwork" => [0, 1, 2, 4],
            "Start-AlexNetTraining" => [1, 2],
            _ => [1, 2, 4],
        };
        return counts.Select(count => $"{count}").Where(count => count.StartsWith(wordToComplete, StringComparison.Ordinal))
            .Select(count => new CompletionResult(count, count, CompletionResultType.ParameterValue, About(count)));
    }

    private static string About(string count) => count switch
    {
        "0" => "as many as the network has towers",
        "1" => "one device: all threads together",
        "2" => "two devices: a tower of the paper's network on each",
        _ => "four devices: each tower is cut in two",
    };
}
