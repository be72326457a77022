using System.Runtime.Intrinsics;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training;

namespace AlexNet.Engine.Models.Initialization;

/// <summary>Makes a network's first weights in native memory. The same seed gives the same bits, whatever the number of threads.</summary>
public static unsafe class SeededWeights
{
    private const int Chunk = 1 << 16;

    /// <summary>
    /// weight = unit * sqrt(6 / fan-in) and bias = unit * <paramref name="biasScale"/>, with unit in [-1, 1) from the upper 24 of the bits that
    /// SplitMix64 gives for the FNV-1a hash of the parameter's name XOR the seed, and the row-major index. Every step is exact or correctly rounded.
    /// </summary>
    public static IReadOnlyList<WeightTensor> Formula(Architecture architecture, ulong seed = 0, float biasScale = 4) =>
        [.. architecture.Parameters.Select(parameter => Formula(parameter, seed, biasScale))];

    /// <summary>Weights and biases as the architecture's authors drew them.</summary>
    /// <exception cref="ArgumentException">The architecture does not say how, as one that came from a file.</exception>
    public static IReadOnlyList<WeightTensor> Draw(Architecture architecture, ulong seed = 0)
    {
        var rules = architecture.Initialization
            ?? throw new ArgumentException($"the network '{architecture.Name}' does not say how its weights are drawn; take a known architecture, or weights by formula", nameof(architecture));
        return [.. architecture.Parameters.Select(parameter => Draw(parameter, rules, seed))];
    }

    /// <summary>Normal weights of variance 2 / fan-in, and biases of 0 (He et al. 2015, equation 10).</summary>
    public static IReadOnlyList<WeightTensor> He(Architecture architecture, ulong seed = 0) =>
        [.. architecture.Parameters.Select(parameter => Normal(parameter, parameter.IsBias ? 0 : (float)Math.Sqrt(2.0 / parameter.FanIn), bias: 0, seed))];

    /// <summary>Values of a stream by the formula: unit * <paramref name="scale"/>, from <paramref name="start"/> on; for made-up inputs.</summary>
    public static void Fill(Span<float> destination, string name, ulong seed, float scale, long start = 0)
    {
        var key = CounterRandom.Key(name, seed);
        var i = Vector256.IsHardwareAccelerated ? FillVectors(destination, key, scale, start) : 0;
        for (; i < destination.Length; i++) destination[i] = CounterRandom.Unit(CounterRandom.Bits(key, (ulong)(start + i))) * scale;
    }

    /// <summary>Eight values at a time, by the same exact steps; returns how many it filled.</summary>
    private static int FillVectors(Span<float> destination, ulong key, float scale, long start)
    {
        var first = key + (ulong)(start + 1) * CounterRandom.Increment;
        var low = Vector256.Create(first) + Vector256.Create(0UL, CounterRandom.Increment, unchecked(2 * CounterRandom.Increment),
            unchecked(3 * CounterRandom.Increment));
        var i = 0;
        for (; i <= destination.Length - 8; i += 8)
        {
            var high = low + Vector256.Create(unchecked(4 * CounterRandom.Increment));
            var bits = Vector256.Narrow(CounterRandom.Mix(low) >>> 40, CounterRandom.Mix(high) >>> 40);
            var unit = Vector256.ConvertToSingle(bits.AsInt32()) * (1f / (1 << 23)) - Vector256<float>.One;
            (unit * scale).CopyTo(destination[i..]);
            low += Vector256.Create(unchecked(8 * CounterRandom.Increment));
        }
        return i;
    }

    private static WeightTensor Formula(ParameterShape parameter, ulong seed, float biasScale)
    {
        var scale = parameter.IsBias ? biasScale : (float)Math.Sqrt(6.0 / parameter.FanIn);
        return Make(parameter, (part, start) => Fill(part, parameter.Name, seed, scale, start));
    }

    private static WeightTensor Draw(ParameterShape parameter, WeightInitialization rules, ulong seed)
    {
        if (rules.Distribution == WeightDistribution.UniformFanIn)
        {
            var bound = (float)(1 / Math.Sqrt(parameter.FanIn));
            return Make(parameter, (part, start) => Fill(part, parameter.Name, seed, bound, start));
        }
        var rule = rules.For(parameter.Name[..parameter.Name.LastIndexOf('.')]);
        return Normal(parameter, rule.StandardDeviation, rule.Bias, seed);
    }

    private static WeightTensor Normal(ParameterShape parameter, float deviation, float bias, ulong seed)
    {
        if (parameter.IsBias) return Make(parameter, (part, _) => part.Fill(bias));
        var key = CounterRandom.Key(parameter.Name, seed);
        return Make(parameter, (part, start) =>
        {
            for (var i = 0; i < part.Length; i++)
                part[i] = (float)CounterRandom.Normal(CounterRandom.Bits(key, (ulong)(start + i))) * deviation;
        });
    }

    private delegate void FillPart(Span<float> part, long start);

    private static WeightTensor Make(ParameterShape parameter, FillPart fill)
    {
        var buffer = NativeBuffer.Uncleared(parameter.Length);
        Parallel.For(0, (parameter.Length + Chunk - 1) / Chunk, chunk =>
        {
            var start = chunk * Chunk;
            fill(buffer.Span(start, (int)Math.Min(Chunk, parameter.Length - start)), start);
        });
        return new WeightTensor(parameter.Name, ElementType.Float32, parameter.Extents, (nint)buffer.Pointer, buffer);
    }
}
