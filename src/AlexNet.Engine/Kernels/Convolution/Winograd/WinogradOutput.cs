using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Convolution.Winograd;

/// <summary>
/// A^T M A of many tiles at once, bias and ReLU: each lane is a tile of its own. Element e of the n * n products of all tiles stands at
/// products + e * stride; the result is [m * m][width].
/// </summary>
internal static unsafe class WinogradOutput
{
    private const int MostInputs = 8;

    /// <summary>Floats of scratch for a call: the rows between the two passes.</summary>
    public static int Scratch(WinogradForm form, int width) => form.Outputs * form.Inputs * width;

    /// <summary>Transforms <paramref name="width"/> tiles of one output channel.</summary>
    /// <param name="form">The form.</param>
    /// <param name="products">Element 0 of the products.</param>
    /// <param name="stride">Floats from one element to the next.</param>
    /// <param name="width">Number of tiles.</param>
    /// <param name="bias">Is added to every output.</param>
    /// <param name="relu">Whether to clamp at zero (NaN stays NaN).</param>
    /// <param name="target">[m * m][width].</param>
    /// <param name="scratch"><see cref="Scratch"/> floats.</param>
    public static void Run(WinogradForm form, float* products, nint stride, int width, float bias, bool relu, float* target, float* scratch)
    {
        var lane = 0;
        if (VectorLanes.IsSupported)
            for (; lane <= width - VectorLanes.Count; lane += VectorLanes.Count)
                Tiles<VectorLanes>(form, products + lane, stride, width, bias, relu, target + lane, scratch + lane);
        for (; lane < width; lane++)
            Tiles<ScalarLane>(form, products + lane, stride, width, bias, relu, target + lane, scratch + lane);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tiles<TLanes>(
        WinogradForm form, float* products, nint stride, nint width, float bias, bool relu, float* target, float* scratch)
        where TLanes : struct, ILanes<TLanes>
    {
        nint n = form.Inputs, m = form.Outputs;
        for (nint j = 0; j < n; j++) Pass<TLanes>(form, products + j * stride, n * stride, scratch + j * width, n * width);
        for (nint i = 0; i < m; i++) Pass<TLanes>(form, scratch + i * n * width, width, target + i * m * width, width);
        var start = TLanes.Fill(bias);
        var zero = TLanes.Fill(0);
        for (nint i = 0; i < m * m; i++)
        {
            var value = TLanes.Load(target + i * width) + start;
            (relu ? TLanes.WhereLess(value, zero, zero, value) : value).Store(target + i * width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass<TLanes>(WinogradForm form, float* s, nint stride, float* t, nint targetStride) where TLanes : struct, ILanes<TLanes>
    {
        switch (form.Inputs, form.Outputs)
        {
            case (4, 2): FourToTwo<TLanes>(s, stride, t, targetStride); break;
            case (6, 4): SixToFour<TLanes>(s, stride, t, targetStride); break;
            case (6, 2): SixToTwo<TLanes>(s, stride, t, targetStride); break;
            case (MostInputs, 4): EightToFour<TLanes>(s, stride, t, targetStride); break;
            default: throw new ArgumentOutOfRangeException(nameof(form));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourToTwo<TLanes>(float* s, nint stride, float* t, nint targetStride) where TLanes : struct, ILanes<TLanes>
    {
        var (even, odd) = Halves<TLanes>(s + stride, stride);
        (TLanes.Load(s) + even).Store(t);
        (odd + TLanes.Load(s + 3 * stride)).Store(t + targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SixToTwo<TLanes>(float* s, nint stride, float* t, nint targetStride) where TLanes : struct, ILanes<TLanes>
    {
        var (even1, odd1) = Halves<TLanes>(s + stride, stride);
        var (even2, odd2) = Halves<TLanes>(s + 3 * stride, stride);
        (TLanes.Load(s) + even1 + even2).Store(t);
        (odd1 + TLanes.Fill(WinogradPoints.Second) * odd2 + TLanes.Load(s + 5 * stride)).Store(t + targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SixToFour<TLanes>(float* s, nint stride, float* t, nint targetStride) where TLanes : struct, ILanes<TLanes>
    {
        const float q = WinogradPoints.Second, q2 = WinogradPoints.SecondSquare;
        var (even1, odd1) = Halves<TLanes>(s + stride, stride);
        var (even2, odd2) = Halves<TLanes>(s + 3 * stride, stride);
        (TLanes.Load(s) + even1 + even2).Store(t);
        (odd1 + TLanes.Fill(q) * odd2).Store(t + targetStride);
        (even1 + TLanes.Fill(q2) * even2).Store(t + 2 * targetStride);
        (odd1 + TLanes.Fill(q * q2) * odd2 + TLanes.Load(s + 5 * stride)).Store(t + 3 * targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EightToFour<TLanes>(float* s, nint stride, float* t, nint targetStride) where TLanes : struct, ILanes<TLanes>
    {
        const float q = WinogradPoints.Second, q2 = WinogradPoints.SecondSquare, r = WinogradPoints.Third, r2 = WinogradPoints.ThirdSquare;
        var (even1, odd1) = Halves<TLanes>(s + stride, stride);
        var (even2, odd2) = Halves<TLanes>(s + 3 * stride, stride);
        var (even3, odd3) = Halves<TLanes>(s + 5 * stride, stride);
        (TLanes.Load(s) + even1 + even2 + even3).Store(t);
        (odd1 + TLanes.Fill(q) * odd2 + TLanes.Fill(r) * odd3).Store(t + targetStride);
        (even1 + TLanes.Fill(q2) * even2 + TLanes.Fill(r2) * even3).Store(t + 2 * targetStride);
        (odd1 + TLanes.Fill(q * q2) * odd2 + TLanes.Fill(r * r2) * odd3 + TLanes.Load(s + 7 * stride)).Store(t + 3 * targetStride);
    }

    /// <summary>Sum and difference of the products at a point and at its opposite: all that even and odd powers of them need.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes Even, TLanes Odd) Halves<TLanes>(float* s, nint stride) where TLanes : struct, ILanes<TLanes>
    {
        TLanes plus = TLanes.Load(s), minus = TLanes.Load(s + stride);
        return (plus + minus, plus - minus);
    }
}
