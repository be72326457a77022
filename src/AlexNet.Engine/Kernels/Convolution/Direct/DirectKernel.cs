using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Convolution.Direct;

/// <summary>
/// sums[j][o] = bias[o] + sum over k of weights[k][o] x x[offsets[k] + j]: up to 14 neighbouring outputs of a row, in two registers of output channels each.
/// Lanes are output channels, so a map's width wastes none; two of weights, 1 broadcast and 2 a column: 28 + 3 of 32 registers, or 12 + 3 of 16.
/// The sum runs over k in order, in one accumulator, so an output's bits do not depend on the tile that it falls in.
/// </summary>
internal static unsafe class DirectKernel
{
    /// <summary>The most columns that the kernel is written for.</summary>
    public const int MaxColumns = 14;

    /// <summary>Computes <typeparamref name="TColumns"/> columns; sums is [columns][2 registers], on which a ReLU may follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes, TColumns>(int depth, int* offsets, float* x, float* weights, float* bias, float* sums, bool relu)
        where TLanes : struct, IFusedLanes<TLanes>
        where TColumns : struct, IConstant
    {
        TLanes low = TLanes.Load(bias), high = TLanes.Load(bias + TLanes.Count);
        TLanes low0 = low, high0 = high;
        TLanes low1 = low, high1 = high;
        TLanes low2 = low, high2 = high;
        TLanes low3 = low, high3 = high;
        TLanes low4 = low, high4 = high;
        TLanes low5 = low, high5 = high;
        TLanes low6 = low, high6 = high;
        TLanes low7 = low, high7 = high;
        TLanes low8 = low, high8 = high;
        TLanes low9 = low, high9 = high;
        TLanes low10 = low, high10 = high;
        TLanes low11 = low, high11 = high;
        TLanes low12 = low, high12 = high;
        TLanes low13 = low, high13 = high;
        for (var end = offsets + depth; offsets < end; offsets++, weights += 2 * TLanes.Count)
        {
            var window = x + *offsets;
            low = TLanes.Load(weights);
            high = TLanes.Load(weights + TLanes.Count);
            Add(window[0], low, high, ref low0, ref high0);
            if (TColumns.Value > 1) Add(window[1], low, high, ref low1, ref high1);
            if (TColumns.Value > 2) Add(window[2], low, high, ref low2, ref high2);
            if (TColumns.Value > 3) Add(window[3], low, high, ref low3, ref high3);
            if (TColumns.Value > 4) Add(window[4], low, high, ref low4, ref high4);
            if (TColumns.Value > 5) Add(window[5], low, high, ref low5, ref high5);
            if (TColumns.Value > 6) Add(window[6], low, high, ref low6, ref high6);
            if (TColumns.Value > 7) Add(window[7], low, high, ref low7, ref high7);
            if (TColumns.Value > 8) Add(window[8], low, high, ref low8, ref high8);
            if (TColumns.Value > 9) Add(window[9], low, high, ref low9, ref high9);
            if (TColumns.Value > 10) Add(window[10], low, high, ref low10, ref high10);
            if (TColumns.Value > 11) Add(window[11], low, high, ref low11, ref high11);
            if (TColumns.Value > 12) Add(window[12], low, high, ref low12, ref high12);
            if (TColumns.Value > 13) Add(window[13], low, high, ref low13, ref high13);
        }
        Store(low0, high0, sums, 0, relu);
        if (TColumns.Value > 1) Store(low1, high1, sums, 1, relu);
        if (TColumns.Value > 2) Store(low2, high2, sums, 2, relu);
        if (TColumns.Value > 3) Store(low3, high3, sums, 3, relu);
        if (TColumns.Value > 4) Store(low4, high4, sums, 4, relu);
        if (TColumns.Value > 5) Store(low5, high5, sums, 5, relu);
        if (TColumns.Value > 6) Store(low6, high6, sums, 6, relu);
        if (TColumns.Value > 7) Store(low7, high7, sums, 7, relu);
        if (TColumns.Value > 8) Store(low8, high8, sums, 8, relu);
        if (TColumns.Value > 9) Store(low9, high9, sums, 9, relu);
        if (TColumns.Value > 10) Store(low10, high10, sums, 10, relu);
        if (TColumns.Value > 11) Store(low11, high11, sums, 11, relu);
        if (TColumns.Value > 12) Store(low12, high12, sums, 12, relu);
        if (TColumns.Value > 13) Store(low13, high13, sums, 13, relu);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLanes>(float value, TLanes low, TLanes high, ref TLanes lowSum, ref TLanes highSum)
        where TLanes : struct, IFusedLanes<TLanes>
    {
        var factor = TLanes.Fill(value);
        lowSum = TLanes.MultiplyAdd(factor, low, lowSum);
        highSum = TLanes.MultiplyAdd(factor, high, highSum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes>(TLanes low, TLanes high, float* sums, int column, bool relu)
        where TLanes : struct, IFusedLanes<TLanes>
    {
        sums += column * 2 * TLanes.Count;
        (relu ? TLanes.Relu(low) : low).Store(sums);
        (relu ? TLanes.Relu(high) : high).Store(sums + TLanes.Count);
    }
}
