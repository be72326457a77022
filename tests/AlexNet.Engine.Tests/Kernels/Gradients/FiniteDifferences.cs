namespace AlexNet.Engine.Tests.Kernels.Gradients;

/// <summary>Gradients by trying: central differences in double.</summary>
internal static class FiniteDifferences
{
    private const double Step = 1e-5;

    /// <summary>
    /// Fails unless the gradient is the slope of f. Where f has a kink within the step, its slopes to both sides differ, and the gradient need only be one that
    /// lies between them.
    /// </summary>
    public static void Check(Func<double[], double> f, double[] x, double[] gradient, double tolerance = 1e-6)
    {
        Assert.Equal(x.Length, gradient.Length);
        var here = f(x);
        var smooth = 0;
        for (var i = 0; i < x.Length; i++)
        {
            double[] above = [.. x], below = [.. x];
            above[i] += Step;
            below[i] -= Step;
            double right = (f(above) - here) / Step, left = (here - f(below)) / Step, both = (right + left) / 2;
            var allowed = tolerance * (1 + Math.Abs(both));
            if (Math.Abs(right - left) <= 1e-3 * (1 + Math.Abs(both)))
            {
                smooth++;
                Assert.True(Math.Abs(gradient[i] - both) <= allowed, $"[{i}]: gradient {gradient[i]}, slope {both}");
            }
            else
            {
                Assert.InRange(gradient[i], Math.Min(left, right) - allowed, Math.Max(left, right) + allowed);
            }
        }
        // A check that finds kinks everywhere checks nothing.
        Assert.True(smooth >= x.Length * 9 / 10, $"only {smooth} of {x.Length} slopes are smooth");
    }

    /// <summary>Sum of products: makes one number of an output, whose gradient is then <paramref name="weights"/>.</summary>
    public static double Dot(IEnumerable<double> values, IEnumerable<double> weights) => values.Zip(weights, (value, weight) => value * weight).Sum();
}
