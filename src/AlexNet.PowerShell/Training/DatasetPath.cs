using System.Globalization;
using System.Management.Automation;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Training;

/// <summary>From what a parameter was given to one folder or file.</summary>
internal static class DatasetPath
{
    /// <summary>The full path of the one folder or file that a path, which may be a pattern, stands for.</summary>
    /// <exception cref="Failure">There is none, or there are several.</exception>
    public static string Find(string path, bool isLiteral, PathIntrinsics paths)
    {
        IReadOnlyList<string> found;
        try
        {
            found = isLiteral ? [paths.GetUnresolvedProviderPathFromPSPath(path)] : paths.GetResolvedProviderPathFromPSPath(path, out _);
        }
        catch (Exception exception) when (PathErrors.IsNotFound(exception))
        {
            throw NotFound(path, exception);
        }
        if (found.Count > 1)
            throw new Failure(ErrorIds.DatasetNotFound, ErrorCategory.InvalidArgument, path, $"'{path}' stands for {found.Count} folders or files, but one is needed.", "Give the path of one folder with a folder for each class, or of one CSV file.");
        return found.Count == 1 && System.IO.Path.Exists(found[0]) ? found[0] : throw NotFound(path, null);
    }

    /// <summary>The fraction that -Validation was given; null when it is a path.</summary>
    public static double? Fraction(object? value)
    {
        var text = Convert.ToString((value as PSObject)?.BaseObject ?? value, CultureInfo.InvariantCulture);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) && fraction is > 0 and < 1 ? fraction : null;
    }

    private static Failure NotFound(string path, Exception? inner) =>
        new(ErrorIds.DatasetNotFound, ErrorCategory.ObjectNotFound, path, $"There is no folder or file '{path}'.", "Check the path; for a name with [brackets] use -LiteralPath.", inner);
}
