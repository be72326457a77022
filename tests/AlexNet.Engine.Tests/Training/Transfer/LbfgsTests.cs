using AlexNet.Engine.Training.Transfer;

namespace AlexNet.Engine.Tests.Training.Transfer;

public class LbfgsTests
{
    [Fact]
    public void AQuadraticIsSolvedWhateverItsScales()
    {
        // f = sum of c (x - target)^2 / 2 with curvatures from 1 to 1000.
        float[] curvature = [.. Enumerable.Range(0, 37).Select(i => MathF.Pow(1000, i / 36f))];
        float[] target = [.. Enumerable.Range(0, 37).Select(i => MathF.Sin(i))];
        var x = new float[37];
        var value = new Lbfgs((at, gradient) =>
        {
            var sum = 0.0;
            for (var i = 0; i < at.Length; i++)
            {
                gradient[i] = curvature[i] * (at[i] - target[i]);
                sum += 0.5 * gradient[i] * (at[i] - target[i]);
            }
            return sum;
        }).Minimize(x, iterations: 200, tolerance: 0);
        Assert.InRange(value, 0, 1e-6);
        for (var i = 0; i < x.Length; i++) Assert.Equal(target[i], x[i], 1e-2);
    }

    [Fact]
    public void TheValleyOfRosenbrockIsFollowedToItsEnd()
    {
        var x = new float[] { -1.2f, 1 };
        new Lbfgs((at, gradient) =>
        {
            double a = at[0], b = at[1], bend = b - a * a;
            (gradient[0], gradient[1]) = ((float)(-400 * a * bend - 2 * (1 - a)), (float)(200 * bend));
            return 100 * bend * bend + (1 - a) * (1 - a);
        }).Minimize(x, iterations: 200, tolerance: 0);
        Assert.Equal(1, x[0], 1e-2);
        Assert.Equal(1, x[1], 1e-2);
    }

    [Fact]
    public void AtTheMinimumItStays()
    {
        var evaluations = 0;
        var x = new float[] { 3, 4 };
        Assert.Equal(5, new Lbfgs((_, gradient) =>
        {
            evaluations++;
            gradient.Clear();
            return 5;
        }).Minimize(x, iterations: 10, tolerance: 0));
        Assert.Equal([3, 4], x);
        Assert.Equal(1, evaluations);
    }
}
