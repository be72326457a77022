using System.Globalization;
using AlexNet.Engine.Evaluation;

namespace AlexNet.Rendering.Views;

/// <summary>Numbers as every page and table of ours writes them, whatever the culture: 60,965,224, 18.6 %, -0.0123.</summary>
internal static class Numbers
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB"];

    /// <summary>A count, with commas.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share of 1 in percent, with one decimal.</summary>
    public static string Percent(double share) => $"{(share * 100).ToString("0.0", CultureInfo.InvariantCulture)} %";

    /// <summary>An interval of shares.</summary>
    public static string Percent(ConfidenceInterval interval) => $"{Percent(interval.Low)} to {Percent(interval.High)}";

    /// <summary>A value of unknown size with four digits that count.</summary>
    public static string Value(double value) => value == 0 ? "0" : value.ToString(Math.Abs(value) switch
    {
        >= 1e5 or < 1e-3 => "0.##e0",
        >= 1000 => "0",
        >= 100 => "0.#",
        >= 10 => "0.##",
        >= 1 => "0.###",
        _ => "0.####",
    }, CultureInfo.InvariantCulture);

    /// <summary>A value with two digits that count, for where there is little room.</summary>
    public static string Brief(double value) => Math.Abs(value) < 1e-4 ? "0" : value.ToString(Math.Abs(value) >= 10 ? "0" : "G2", CultureInfo.InvariantCulture);

    /// <summary>A number of decimals that stays.</summary>
    public static string Fixed(double value, int decimals) => value.ToString($"F{decimals}", CultureInfo.InvariantCulture);

    /// <summary>Bytes, a kB being 1000 of them.</summary>
    public static string Bytes(long bytes)
    {
        var unit = 0;
        double value = bytes;
        while (value >= 1000 && unit < Units.Length - 1) (value, unit) = (value / 1000, unit + 1);
        return $"{value.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture)} {Units[unit]}";
    }

    /// <summary>What is shown of what there is: <c>showing 64 of 256 maps</c>; null where it is all.</summary>
    public static string? Shown(int shown, int all, string what) => shown < all ? $"showing {Count(shown)} of {Count(all)} {what}" : null;
}
