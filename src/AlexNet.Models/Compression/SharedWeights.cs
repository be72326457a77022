using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Compression;

/// <summary>
/// The pruned and shared form of one layer's weights: which are zero for good, and which of a few values each of the others has
/// (Han, Mao, Dally 2016, "Deep Compression", sections 2 and 3). While the model is trained further it holds the weights to that form.
/// </summary>
public sealed class SharedWeights
{
    /// <summary>The most values that weights can share: a byte names each, and zero.</summary>
    public const int MaxValues = 255;

    private const int MostIterations = 60;

    // Of each weight: 0 for one that is pruned, else 1 plus the index of its value.
    private readonly byte[] _codes;
    private int _values;

    private SharedWeights(string name, byte[] codes)
    {
        Name = name;
        _codes = codes;
    }

    /// <summary>Name of the weight, as in <c>fc6.weight</c>.</summary>
    public string Name { get; }

    /// <summary>How many weights are not zero.</summary>
    public long Remaining => _codes.LongLength - _codes.AsSpan().Count((byte)0);

    /// <summary>Prunes: the smallest become zero and stay so; the others are free as yet.</summary>
    /// <param name="name">Name of the weight.</param>
    /// <param name="weights">The weights; changed.</param>
    /// <param name="density">The share that stays.</param>
    /// <exception cref="ArgumentException">A weight is not finite.</exception>
    public static SharedWeights Prune(string name, Span<float> weights, double density)
    {
        if (TensorCheck.FirstNotFinite(weights) is >= 0 and var bad) throw new ArgumentException($"tensor '{name}': element {bad} is {weights[bad]}; only finite weights can be compressed");
        var threshold = MagnitudePruning.Threshold(weights, density);
        var codes = new byte[weights.Length];
        for (var i = 0; i < codes.Length; i++) codes[i] = weights[i] != 0 && Math.Abs(weights[i]) >= threshold ? (byte)1 : (byte)0;
        var shared = new SharedWeights(name, codes);
        shared.Hold(weights);
        return shared;
    }

    /// <summary>
    /// Finds the values: k-means from values spread evenly over what pruning has left, from the smallest weight to the largest without the hole around
    /// zero, which keeps the few large ones exact (section 3.2 of the paper). Weights become the value they are nearest to.
    /// </summary>
    /// <param name="weights">The weights; changed.</param>
    /// <param name="values">How many values, 2 to <see cref="MaxValues"/>.</param>
    public void Share(Span<float> weights, int values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values, MaxValues);
        if (Remaining == 0) return;
        var centres = Spread(weights, values);
        _values = values;
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            var changed = Assign(weights, centres);
            var (sums, counts) = Sums(weights);
            for (var k = 0; k < values; k++)
                if (counts[k] > 0) centres[k] = sums[k] / counts[k];
            if (changed <= _codes.Length / 100_000) break;
        }
        Hold(weights);
    }

    /// <summary>
    /// Brings weights that a training step has moved back to the form: pruned ones to zero and, once values are shared, all that share one to their mean,
    /// so that the values themselves are what is trained.
    /// </summary>
    public void Hold(Span<float> weights)
    {
        if (weights.Length != _codes.Length) throw new ArgumentException($"tensor '{Name}': found {weights.Length} weights, but the form is of {_codes.Length}");
        if (_values == 0)
        {
            for (var i = 0; i < _codes.Length; i++)
                if (_codes[i] == 0) weights[i] = 0;
            return;
        }
        var (sums, counts) = Sums(weights);
        var means = new float[_values + 1];
        for (var k = 0; k < _values; k++) means[k + 1] = counts[k] == 0 ? 0 : (float)(sums[k] / counts[k]);
        for (var i = 0; i < _codes.Length; i++) weights[i] = means[_codes[i]];
    }

    private double[] Spread(ReadOnlySpan<float> weights, int values)
    {
        double least = 0, below = double.NegativeInfinity, above = double.PositiveInfinity, most = 0;
        for (var i = 0; i < _codes.Length; i++)
        {
            if (_codes[i] == 0) continue;
            double weight = weights[i];
            if (weight < 0) (least, below) = (Math.Min(least, weight), Math.Max(below, weight));
            else (above, most) = (Math.Min(above, weight), Math.Max(most, weight));
        }
        (below, above) = (Math.Max(below, least), Math.Min(above, most));
        double negative = below - least, positive = most - above;
        var centres = new double[values];
        for (var k = 0; k < values; k++)
        {
            var along = (negative + positive) * k / (values - 1);
            centres[k] = along <= negative && least < 0 ? least + along : above + (along - negative);
        }
        return centres;
    }

    /// <summary>The nearest centre of each weight; the centres stay in order, so it is found by halving. How many weights changed theirs.</summary>
    private long Assign(ReadOnlySpan<float> weights, double[] centres)
    {
        var edges = new double[centres.Length - 1];
        for (var k = 0; k < edges.Length; k++) edges[k] = (centres[k] + centres[k + 1]) / 2;
        var changed = 0L;
        for (var i = 0; i < _codes.Length; i++)
        {
            if (_codes[i] == 0) continue;
            int low = 0, high = edges.Length;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (weights[i] > edges[middle]) low = middle + 1;
                else high = middle;
            }
            if (_codes[i] == low + 1) continue;
            _codes[i] = (byte)(low + 1);
            changed++;
        }
        return changed;
    }

    private (double[] Sums, long[] Counts) Sums(ReadOnlySpan<float> weights)
    {
        var sums = new double[MaxValues + 1];
        var counts = new long[MaxValues + 1];
        for (var i = 0; i < _codes.Length; i++)
        {
            sums[_codes[i]] += weights[i];
            counts[_codes[i]]++;
        }
        return (sums[1..], counts[1..]);
    }
}
