namespace AlexNet.Engine.Inference.Measuring;

/// <summary>Work done in a time.</summary>
internal static class Rate
{
    private const double PerMillisecondToGiga = 1e-6;

    /// <summary>Billions of operations a second: a multiply-add is two of them, whatever trick an algorithm saves multiplications by.</summary>
    public static double Gigaflops(long multiplyAdds, double milliseconds) => 2 * multiplyAdds / milliseconds * PerMillisecondToGiga;
}
