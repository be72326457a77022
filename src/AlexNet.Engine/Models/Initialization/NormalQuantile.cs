namespace AlexNet.Engine.Models.Initialization;

/// <summary>
/// The inverse of the normal distribution's cumulative function, by P. J. Acklam's rational approximations (relative error below 1.15e-9,
/// finer than a single). One uniform gives one normal, so normals too are found by position. Sums, products and one division, in double: the same
/// on every machine; only the tails (p below 2.4%, either side) take a logarithm, whose last bit is lost when the result becomes a single.
/// </summary>
internal static class NormalQuantile
{
    private const double Tail = 0.02425;

    /// <summary>The x below which a standard normal falls with probability <paramref name="p"/>, 0 &lt; p &lt; 1.</summary>
    public static double At(double p)
    {
        if (p < Tail) return InTail(p);
        if (p > 1 - Tail) return -InTail(1 - p);
        var q = p - 0.5;
        var r = q * q;
        return (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r + 1.383577518672690e+02) * r - 3.066479806614716e+01) * r + 2.506628277459239e+00) * q
            / (((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r + 6.680131188771972e+01) * r - 1.328068155288572e+01) * r + 1);
    }

    private static double InTail(double p)
    {
        var q = Math.Sqrt(-2 * Math.Log(p));
        return (((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e+00) * q - 2.549732539343734e+00) * q + 4.374664141464968e+00) * q + 2.938163982698783e+00)
            / ((((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e+00) * q + 3.754408661907416e+00) * q + 1);
    }
}
