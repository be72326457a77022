using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AlexNet.PowerShell.Arguments;

/// <summary>Offers the built-in models, then those installed, then model files.</summary>
public sealed class ModelCompleter : IArgumentCompleter
{
    private static readonly string[] Extensions = [".safetensors", ".onnx", ".caffemodel", ".pth", ".pt", ".pth.tar", ".npz", ".npy", ".pickle", ".pkl"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
    [
        .. new ModelNameCompleter().CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters),
        .. CompletionCompleters.CompleteFilename(wordToComplete).Where(IsModelOrFolder),
    ];

    private static bool IsModelOrFolder(CompletionResult result) =>
        result.ResultType == CompletionResultType.ProviderContainer || Extensions.Any(extension => result.ListItemText.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
}
