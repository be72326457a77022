using System.Globalization;
using System.Management.Automation;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Training;

/// <summary>What -Validation takes: a fraction of each class, or a path of other photos.</summary>
/// <param name="Fraction">Between 0 and 1; 0 for other photos, or for none.</param>
/// <param name="Path">Other photos; null for a fraction, or for none.</param>
internal sealed record ValidationPart(double Fraction, string? Path)
{
    /// <summary>Reads the parameter.</summary>
    /// <exception cref="Failure">It is neither a fraction nor a path that leads anywhere.</exception>
    public static ValidationPart Of(object? value, PathIntrinsics paths)
    {
        if (value is null) return new ValidationPart(0, null);
        var text = Convert.ToString((value as PSObject)?.BaseObject ?? value, CultureInfo.InvariantCulture)!;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) && fraction is > 0 and < 1
            ? new ValidationPart(fraction, null)
            : new ValidationPart(0, DatasetPath.Find(text, false, paths));
    }
}
