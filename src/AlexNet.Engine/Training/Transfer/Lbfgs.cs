namespace AlexNet.Engine.Training.Transfer;

/// <summary>A smooth function of many variables.</summary>
/// <param name="x">Where.</param>
/// <param name="gradient">As long as x: gets the gradient.</param>
/// <returns>The value.</returns>
internal delegate double Objective(ReadOnlySpan<float> x, Span<float> gradient);

/// <summary>
/// Minimizes a smooth function by limited-memory BFGS (Nocedal 1980; Nocedal and Wright, algorithm 7.4): the last few steps stand for the curvature, so there is
/// no rate to choose. For a convex function the minimum is the minimum.
/// </summary>
/// <param name="objective">The function.</param>
/// <param name="memory">Steps that are remembered.</param>
internal sealed class Lbfgs(Objective objective, int memory = 8)
{
    // Of the decrease that the slope promises, the share that a step must bring (Armijo), and how often it is halved before it is given up.
    private const double Sufficient = 1e-4;
    private const int MostHalvings = 20;

    private readonly LinkedList<(float[] Step, float[] Change, double Product)> _steps = [];

    /// <summary>Goes downhill from x, which becomes the minimum found.</summary>
    /// <param name="x">The start.</param>
    /// <param name="iterations">Steps at most.</param>
    /// <param name="tolerance">It ends when a step brings less than this share of the value.</param>
    /// <returns>The value there.</returns>
    public double Minimize(float[] x, int iterations, double tolerance)
    {
        _steps.Clear();
        var (gradient, nextGradient, next, direction) = (new float[x.Length], new float[x.Length], new float[x.Length], new float[x.Length]);
        var value = objective(x, gradient);
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            Direction(gradient, direction);
            var slope = Vectors.Dot(direction, gradient);
            if (!(slope < 0)) break;
            // The first step knows no curvature: it moves by a length of one at most.
            var length = _steps.Count == 0 ? Math.Min(1, 1 / Math.Sqrt(-slope)) : 1.0;
            var (found, nextValue) = Search(x, value, direction, slope, length, next, nextGradient);
            if (!found) break;
            Remember(x, next, gradient, nextGradient);
            var gain = value - nextValue;
            next.CopyTo(x, 0);
            (value, gradient, nextGradient) = (nextValue, nextGradient, gradient);
            if (gain <= tolerance * Math.Max(Math.Abs(value), 1e-12)) break;
        }
        return value;
    }

    /// <summary>Halves the step until it brings enough.</summary>
    private (bool Found, double Value) Search(float[] x, double value, float[] direction, double slope, double length, float[] next, float[] nextGradient)
    {
        for (var halving = 0; halving < MostHalvings; halving++, length /= 2)
        {
            x.CopyTo(next, 0);
            Vectors.Add((float)length, direction, next);
            var found = objective(next, nextGradient);
            if (found <= value + Sufficient * length * slope) return (true, found);
        }
        return (false, value);
    }

    /// <summary>The two loops: minus the inverse curvature times the gradient.</summary>
    private void Direction(float[] gradient, float[] direction)
    {
        for (var i = 0; i < gradient.Length; i++) direction[i] = -gradient[i];
        var shares = new Stack<double>();
        for (var node = _steps.Last; node is not null; node = node.Previous)
        {
            var share = Vectors.Dot(node.Value.Step, direction) / node.Value.Product;
            shares.Push(share);
            Vectors.Add((float)-share, node.Value.Change, direction);
        }
        if (_steps.Last is { } last) Vectors.Scale((float)(last.Value.Product / Vectors.Dot(last.Value.Change, last.Value.Change)), direction);
        for (var node = _steps.First; node is not null; node = node.Next)
            Vectors.Add((float)(shares.Pop() - Vectors.Dot(node.Value.Change, direction) / node.Value.Product), node.Value.Step, direction);
    }

    /// <summary>Keeps a step along which the slope rose; of any other, rounding made it up.</summary>
    private void Remember(float[] x, float[] next, float[] gradient, float[] nextGradient)
    {
        // The oldest step's arrays are used again.
        var (step, change) = _steps.Count == memory ? (_steps.First!.Value.Step, _steps.First.Value.Change) : (new float[x.Length], new float[x.Length]);
        for (var i = 0; i < x.Length; i++) (step[i], change[i]) = (next[i] - x[i], nextGradient[i] - gradient[i]);
        if (_steps.Count == memory) _steps.RemoveFirst();
        var product = Vectors.Dot(step, change);
        if (product > 1e-10 * Vectors.Dot(change, change)) _steps.AddLast((step, change, product));
    }
}
