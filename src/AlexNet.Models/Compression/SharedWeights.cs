using System.Runtime.InteropServices;
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

    // Of each weight: 0 for one that is pruned, else 1 plus the index of its value.
    private readonly byte[] _codes;
    private int _values;

    private SharedWeights(string name, int length)
    {
        Name = name;
        _codes = new byte[length];
        _codes.AsSpan().Fill(1);
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
        var shared = new SharedWeights(name, weights.Length);
        shared.Prune(weights, density);
        return shared;
    }

    /// <summary>Prunes further. What was pruned already counts among the smallest, and stays so whatever a training step has made of it.</summary>
    /// <param name="weights">The weights; changed.</param>
    /// <param name="density">The share of all that stays.</param>
    /// <exception cref="ArgumentException">A weight is not finite, or there are more or fewer than before.</exception>
    public void Prune(Span<float> weights, double density)
    {
        CheckLength(weights);
        if (TensorCheck.FirstNotFinite(weights) is >= 0 and var bad) throw new ArgumentException($"tensor '{Name}': element {bad} is {weights[bad]}; only finite weights can be compressed");
        // What a step has moved away from zero was pruned before.
        Hold(weights);
        var threshold = MagnitudePruning.Threshold(weights, density);
        for (var i = 0; i < _codes.Length; i++) _codes[i] = weights[i] != 0 && Math.Abs(weights[i]) >= threshold ? (byte)1 : (byte)0;
        _values = 0;
        Hold(weights);
    }

    /// <summary>Finds the values that weights are to share (<see cref="WeightClusters"/>); each weight becomes the one it is nearest to.</summary>
    /// <param name="weights">The weights; changed.</param>
    /// <param name="values">How many values, 2 to <see cref="MaxValues"/>.</param>
    public void Share(Span<float> weights, int values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values, MaxValues);
        CheckLength(weights);
        var kept = new float[Remaining];
        if (kept.Length == 0) return;
        var next = 0;
        for (var i = 0; i < _codes.Length; i++)
            if (_codes[i] != 0) kept[next++] = weights[i];
        var edges = WeightClusters.Edges(kept, values);
        for (var i = 0; i < _codes.Length; i++)
            if (_codes[i] != 0) _codes[i] = (byte)(1 + WeightClusters.IndexOf(edges, weights[i]));
        _values = values;
        Hold(weights);
    }

    /// <summary>
    /// Brings weights that a training step has moved back to the form: pruned ones to zero and, once values are shared, all that share one to their mean.
    /// A step of gradient descent along all weights, then this, is a step of gradient descent along the values: the nearest point where they are shared.
    /// </summary>
    public void Hold(Span<float> weights)
    {
        CheckLength(weights);
        if (_values == 0)
        {
            // All bits of a code but 0 are shifted in from its negative's sign: no branch, which random weights would mispredict.
            var bits = MemoryMarshal.Cast<float, int>(weights);
            for (var i = 0; i < _codes.Length; i++) bits[i] &= -_codes[i] >> 31;
            return;
        }
        var sums = new double[MaxValues + 1];
        var counts = new long[MaxValues + 1];
        for (var i = 0; i < _codes.Length; i++)
        {
            sums[_codes[i]] += weights[i];
            counts[_codes[i]]++;
        }
        var means = new float[MaxValues + 1];
        for (var k = 1; k <= _values; k++) means[k] = counts[k] == 0 ? 0 : (float)(sums[k] / counts[k]);
        for (var i = 0; i < _codes.Length; i++) weights[i] = means[_codes[i]];
    }

    private void CheckLength(ReadOnlySpan<float> weights)
    {
        if (weights.Length != _codes.Length) throw new ArgumentException($"tensor '{Name}': found {weights.Length} weights, but the form is of {_codes.Length}");
    }
}
