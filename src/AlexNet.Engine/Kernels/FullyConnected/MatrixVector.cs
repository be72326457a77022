using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Kernels.FullyConnected;

/// <summary>
/// One image: every weight is used once, so memory sets the pace. Rows of weights are walked side by side, each a stream for the prefetcher
/// and a chain of additions of its own; x stays in L1.
/// </summary>
/// <remarks>Registers: 8 partial sums, 1 of x, 1 or 2 of w.</remarks>
internal static unsafe class MatrixVector
{
    private const int Rows = 8;

    /// <summary>Computes some outputs of the one image.</summary>
    public static void Run<TLanes, TFormat>(in FullyConnectedOperands operands, int firstRow, int endRow)
        where TLanes : struct, ISumLanes<TLanes>
        where TFormat : struct, IWeightFormat
    {
        var inputs = (nint)operands.Inputs;
        var whole = inputs - inputs % TLanes.Count;
        var sums = stackalloc float[Rows];
        for (var row = firstRow; row < endRow; row += Rows)
        {
            var rows = Math.Min(Rows, endRow - row);
            var weights = operands.Weights + row * inputs * TFormat.Size;
            AddRows<TLanes, TFormat>(weights, inputs * TFormat.Size, rows - 1, whole, operands.X, sums);
            for (var r = 0; r < rows && whole < inputs; r++) sums[r] += RowTail.Sum<TFormat>(weights + r * inputs * TFormat.Size, operands.X, whole, inputs);
            operands.Store(0, row, sums, rows);
        }
    }

    /// <summary>The sums of up to eight rows; where there are fewer, the last is computed more than once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows<TLanes, TFormat>(byte* r0, nint stride, int last, nint end, float* x, float* sums)
        where TLanes : struct, ISumLanes<TLanes>
        where TFormat : struct, IWeightFormat
    {
        byte* r1 = r0 + Math.Min(1, last) * stride, r2 = r0 + Math.Min(2, last) * stride, r3 = r0 + Math.Min(3, last) * stride;
        byte* r4 = r0 + Math.Min(4, last) * stride, r5 = r0 + Math.Min(5, last) * stride, r6 = r0 + Math.Min(6, last) * stride, r7 = r0 + last * stride;
        TLanes s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (nint i = 0; i < end; i += TLanes.Count)
        {
            var input = TLanes.Load(x + i);
            s0 = s0.Add(TFormat.Load<TLanes>(r0, i), input);
            s1 = s1.Add(TFormat.Load<TLanes>(r1, i), input);
            s2 = s2.Add(TFormat.Load<TLanes>(r2, i), input);
            s3 = s3.Add(TFormat.Load<TLanes>(r3, i), input);
            s4 = s4.Add(TFormat.Load<TLanes>(r4, i), input);
            s5 = s5.Add(TFormat.Load<TLanes>(r5, i), input);
            s6 = s6.Add(TFormat.Load<TLanes>(r6, i), input);
            s7 = s7.Add(TFormat.Load<TLanes>(r7, i), input);
        }
        TLanes.StoreTotals(s0, s1, s2, s3, sums);
        TLanes.StoreTotals(s4, s5, s6, s7, sums + 4);
    }
}
