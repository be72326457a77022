namespace AlexNet.Engine.Kernels.Simd;

/// <summary>Floats of one register, with the multiply-add of the processor: what sums of products are made of.</summary>
/// <remarks>
/// <see cref="ILanes{TSelf}"/> never fuses, so that its tails may be scalar; here every processor does what it does fastest, fused or not.
/// A lane's bits do not depend on its neighbours, but they do on the type: a kernel stays with one type for all its outputs.
/// </remarks>
internal unsafe interface IFusedLanes<TSelf> where TSelf : struct, IFusedLanes<TSelf>
{
    /// <summary>Number of floats.</summary>
    static abstract int Count { get; }

    /// <summary>Whether the processor has such registers and the runtime may use them.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>How many such registers there are.</summary>
    static abstract int Registers { get; }

    /// <summary>The floats from <paramref name="source"/> on; no alignment is needed.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>The same float in every lane.</summary>
    static abstract TSelf Fill(float value);

    /// <summary>Writes <see cref="Count"/> floats; no alignment is needed.</summary>
    void Store(float* destination);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>left x right + sum.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf sum);

    /// <summary>sum - left x right.</summary>
    static abstract TSelf MultiplySubtract(TSelf left, TSelf right, TSelf sum);

    /// <summary>max(0, value); NaN stays NaN.</summary>
    static abstract TSelf Relu(TSelf value);
}
