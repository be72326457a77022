using AlexNet.Engine.Kernels.Optimizers;

namespace AlexNet.Engine.Tests.Kernels.Gradients;

/// <summary>The update rules against their formulas in double, over lengths that leave tails.</summary>
[Trait("Category", "Kernel")]
public unsafe class UpdateTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(67)]
    public void MomentumIsThePapersRule(int count)
    {
        float[] w = Values.Random(1, count, 1), v = Values.Random(2, count, 1), g = Values.Random(3, count, 1);
        using GuardedBuffer weights = new(w), velocities = new(v), gradients = new(g);
        MomentumKernel.Run(weights.Pointer, velocities.Pointer, gradients.Pointer, count, 0.9f, 0.0005f * 0.01f, 0.01f);
        double[] expected = [.. Enumerable.Range(0, count).Select(i => 0.9 * v[i] - 0.0005 * 0.01 * w[i] - 0.01 * g[i])];
        Values.AssertClose(expected, velocities.Span, 1e-6, 1e-7, "v");
        Values.AssertClose([.. expected.Zip(w, (change, weight) => weight + change)], weights.Span, 1e-6, 1e-7, "w");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(67)]
    public void AdamWIsItsAuthorsRule(int count)
    {
        float[] w = Values.Random(1, count, 1), m = Values.Random(2, count, 1), s = [.. Values.Random(3, count, 1).Select(Math.Abs)], g = Values.Random(4, count, 1);
        using GuardedBuffer weights = new(w), first = new(m), second = new(s), gradients = new(g);
        double c1 = 1 - Math.Pow(0.9, 3), c2 = 1 - Math.Pow(0.99, 3);
        AdamWKernel.Run(
            weights.Pointer, first.Pointer, second.Pointer, gradients.Pointer, count, new(0.9f, 0.99f, (float)(0.01 / c1), (float)(1 / Math.Sqrt(c2)), 1e-8f, 0.1f * 0.01f));
        double[] mean = [.. m.Zip(g, (old, value) => 0.9 * old + 0.1 * value)], square = [.. s.Zip(g, (old, value) => 0.99 * old + 0.01 * value * value)];
        Values.AssertClose(mean, first.Span, 1e-5, 1e-7, "m");
        Values.AssertClose(square, second.Span, 1e-5, 1e-7, "v");
        Values.AssertClose(
            [.. Enumerable.Range(0, count).Select(i => w[i] * (1 - 0.001) - 0.01 * (mean[i] / c1) / (Math.Sqrt(square[i] / c2) + 1e-8))], weights.Span, 1e-5, 1e-6, "w");
    }

    [Fact]
    public void AveragesMoveByTheirShare()
    {
        float[] average = Values.Random(1, 67, 1), w = Values.Random(2, 67, 1);
        using GuardedBuffer averages = new(average), weights = new(w);
        AverageKernel.Run(averages.Pointer, weights.Pointer, 67, 0.1f);
        Values.AssertClose([.. average.Zip(w, (old, value) => old + 0.1 * (value - old))], averages.Span, 1e-5, 1e-7);
    }
}
