using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace AlexNet.Engine.Kernels.Simd;

/// <summary>As many floats as <see cref="Vector{T}"/> has: 8 with AVX2, 4 with SSE and NEON.</summary>
internal readonly unsafe struct VectorLanes(Vector<float> value) : ILanes<VectorLanes>
{
    private readonly Vector<float> _value = value;

    /// <summary>Whether vectors are faster than floats here; where they are emulated, kernels run on <see cref="ScalarLane"/> alone.</summary>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector.IsHardwareAccelerated;
    }

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector<float>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes Load(float* source) => new(Vector.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes LoadEven(float* source)
    {
        if (Vector<float>.Count == 8 && Avx2.IsSupported)
        {
            // Shuffle works in halves of 128 bits and gives 0 2 8 10 | 4 6 12 14; the permutation of pairs puts them in order.
            var pairs = Avx.Shuffle(Vector256.Load(source), Vector256.Load(source + 8), 0b10_00_10_00);
            return new(Avx2.Permute4x64(pairs.AsDouble(), 0b11_01_10_00).AsSingle().AsVector());
        }
        if (Vector<float>.Count == 4 && Sse.IsSupported)
            return new(Sse.Shuffle(Vector128.Load(source), Vector128.Load(source + 4), 0b10_00_10_00).AsVector());
        if (Vector<float>.Count == 4 && AdvSimd.Arm64.IsSupported)
            return new(AdvSimd.Arm64.UnzipEven(Vector128.Load(source), Vector128.Load(source + 4)).AsVector());

        var even = stackalloc float[Vector<float>.Count];
        for (var i = 0; i < Vector<float>.Count; i++) even[i] = source[2 * i];
        return Load(even);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes Fill(float value) => new(new Vector<float>(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => Vector.Store(_value, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes operator +(VectorLanes left, VectorLanes right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes operator -(VectorLanes left, VectorLanes right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes operator *(VectorLanes left, VectorLanes right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes operator /(VectorLanes left, VectorLanes right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes Max(VectorLanes left, VectorLanes right)
    {
        // The processors' maximum is the right one's NaN or, on x86, drops the left one's, which is therefore put back.
        // Vector.Max does it all, but orders -0 before +0 too, at twice the time of a whole pooling.
        var isNumber = Vector.Equals(left._value, left._value);
        return new(Vector.ConditionalSelect(isNumber, Vector.MaxNative(left._value, right._value), left._value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes Abs(VectorLanes value) => new(Vector.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes Sqrt(VectorLanes value) => new(Vector.SquareRoot(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes Exp(VectorLanes value) => new(Vector.Exp(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes Log(VectorLanes value) => new(Vector.Log(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorLanes WhereLess(VectorLanes left, VectorLanes right, VectorLanes then, VectorLanes otherwise) =>
        new(Vector.ConditionalSelect(Vector.LessThan(left._value, right._value), then._value, otherwise._value));
}
