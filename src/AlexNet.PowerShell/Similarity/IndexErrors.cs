using System.Management.Automation;
using AlexNet.Imaging.Similarity;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Similarity;

/// <summary>What goes wrong with an index of photos, in PowerShell's terms.</summary>
internal static class IndexErrors
{
    public static Failure Of(ImageIndexException exception)
    {
        var (id, category, more) = exception.Error switch
        {
            ImageIndexError.Invalid => (ErrorIds.ImageIndexInvalid, ErrorCategory.InvalidData, " -Force replaces it."),
            ImageIndexError.OtherModel => (ErrorIds.ImageIndexOfOtherModel, ErrorCategory.InvalidArgument, " -Force replaces it."),
            _ => (ErrorIds.ImageIndexInaccessible, ErrorCategory.ReadError, ""),
        };
        return new Failure(id, category, exception.File, $"'{exception.File}': {exception.Problem.TrimEnd('.')}.", $"{char.ToUpperInvariant(exception.Advice[0])}{exception.Advice[1..]}.{more}", exception);
    }
}
