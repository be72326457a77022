namespace AlexNet.Engine.Kernels.FullyConnected;

/// <summary>
/// A register of partial sums: lane l of a row's sum adds the products of the inputs l, l + <see cref="Count"/>, l + 2 <see cref="Count"/>, ...
/// One kernel written over these lanes serves every register width.
/// </summary>
internal unsafe interface ISumLanes<TSelf> where TSelf : struct, ISumLanes<TSelf>
{
    /// <summary>Number of floats.</summary>
    static abstract int Count { get; }

    /// <summary>Reads <see cref="Count"/> floats; no load needs alignment.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>Reads <see cref="Count"/> halves and widens them exactly.</summary>
    static abstract TSelf LoadFloat16(ushort* source);

    /// <summary>Reads <see cref="Count"/> bfloat16 and widens them exactly.</summary>
    static abstract TSelf LoadBFloat16(ushort* source);

    /// <summary>Reads <see cref="Count"/> signed bytes as floats.</summary>
    static abstract TSelf LoadInt8(sbyte* source);

    /// <summary>Writes the floats.</summary>
    void Store(float* destination);

    /// <summary>These sums plus <paramref name="weights"/> times <paramref name="x"/>, fused where the CPU can.</summary>
    TSelf Add(TSelf weights, TSelf x);

    /// <summary>Writes four registers' totals: each the sum of its own lanes, whose halves are added until one is left.</summary>
    static abstract void StoreTotals(TSelf first, TSelf second, TSelf third, TSelf fourth, float* destination);
}
