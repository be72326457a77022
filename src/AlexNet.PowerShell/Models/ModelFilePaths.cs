using System.Management.Automation;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Models;

/// <summary>From what -Path and -LiteralPath were given to model files.</summary>
internal static class ModelFilePaths
{
    public const string PathSet = "Path";
    public const string LiteralPathSet = "LiteralPath";

    /// <summary>The files; of a pattern that matches nothing, none.</summary>
    /// <exception cref="Failure">A path without wildcards leads nowhere.</exception>
    public static IReadOnlyList<string> Find(string path, bool isLiteral, PathIntrinsics paths)
    {
        try
        {
            return isLiteral ? [paths.GetUnresolvedProviderPathFromPSPath(path)] : paths.GetResolvedProviderPathFromPSPath(path, out _);
        }
        catch (ItemNotFoundException) when (WildcardPattern.ContainsWildcardCharacters(path))
        {
            return [];
        }
        catch (Exception exception) when (PathErrors.IsNotFound(exception))
        {
            throw new Failure(ErrorIds.ModelNotFound, ErrorCategory.ObjectNotFound, path, $"There is no model file '{path}'.", "Check the path; Export-AlexNetModel writes such files.", exception);
        }
    }
}
