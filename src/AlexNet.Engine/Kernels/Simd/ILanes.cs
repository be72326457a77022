namespace AlexNet.Engine.Kernels.Simd;

/// <summary>
/// A few floats that are computed on together. A kernel written over lanes serves the vector body and the scalar tail with one formula.
/// </summary>
/// <remarks>
/// Both implementations give the same bits for every operation: the arithmetic is IEEE 754's, never fused, and <see cref="Exp"/> and
/// <see cref="Log"/> of one float are a lane of the vector's. So it does not matter where a range is cut, or which floats fall in a tail.
/// </remarks>
internal unsafe interface ILanes<TSelf> where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Number of floats.</summary>
    static abstract int Count { get; }

    /// <summary>The floats from <paramref name="source"/> on; no alignment is needed.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>Every second float, source[0], source[2], ...; reads 2 x <see cref="Count"/> floats.</summary>
    static abstract TSelf LoadEven(float* source);

    /// <summary>The same float in every lane.</summary>
    static abstract TSelf Fill(float value);

    /// <summary>Writes <see cref="Count"/> floats; no alignment is needed.</summary>
    void Store(float* destination);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>The larger one; NaN when either is NaN, as in PyTorch.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    static abstract TSelf Abs(TSelf value);

    static abstract TSelf Sqrt(TSelf value);

    static abstract TSelf Exp(TSelf value);

    static abstract TSelf Log(TSelf value);

    /// <summary>Lane by lane <c>left &lt; right ? then : otherwise</c>; a NaN is less than nothing.</summary>
    static abstract TSelf WhereLess(TSelf left, TSelf right, TSelf then, TSelf otherwise);
}
