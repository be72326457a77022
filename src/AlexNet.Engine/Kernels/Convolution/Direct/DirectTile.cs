using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Convolution.Direct;

/// <summary>The register tile of a direct convolution: so many output channels of so many neighbouring columns, in registers of one kind.</summary>
internal abstract unsafe class DirectTile
{
    /// <summary>Channels and columns, as in <c>Direct32x14</c>.</summary>
    public string Name => $"Direct{Channels}x{Columns}";

    /// <summary>Output channels of a tile.</summary>
    public abstract int Channels { get; }

    /// <summary>Columns of the widest tile.</summary>
    public abstract int Columns { get; }

    /// <summary>Whether this CPU (and the runtime's settings) run it at full speed.</summary>
    public abstract bool IsSupported { get; }

    /// <summary>Computes a tile.</summary>
    /// <param name="columns">Neighbouring outputs of a row, up to <see cref="Columns"/>.</param>
    /// <param name="depth">Length of the sums.</param>
    /// <param name="offsets">For each weight of a channel, where it reads.</param>
    /// <param name="x">What the offsets start from, for the first column.</param>
    /// <param name="weights">[depth][Channels].</param>
    /// <param name="bias">[Channels].</param>
    /// <param name="sums">[columns][Channels], written.</param>
    /// <param name="relu">Whether a ReLU follows.</param>
    public abstract void Run(int columns, int depth, int* offsets, float* x, float* weights, float* bias, float* sums, bool relu);
}

/// <summary>The tile in registers of <typeparamref name="TLanes"/>.</summary>
internal sealed unsafe class DirectTile<TLanes> : DirectTile where TLanes : struct, IFusedLanes<TLanes>
{
    public override int Channels => 2 * TLanes.Count;

    // Two accumulators a column; two weights and the broadcast value take three registers more, and a machine that does not fuse one for the product.
    public override int Columns => (TLanes.Registers - 4) / 2;

    public override bool IsSupported => TLanes.IsSupported;

    public override void Run(int columns, int depth, int* offsets, float* x, float* weights, float* bias, float* sums, bool relu)
    {
        switch (columns)
        {
            case 1: DirectKernel.Run<TLanes, Constant1>(depth, offsets, x, weights, bias, sums, relu); break;
            case 2: DirectKernel.Run<TLanes, Constant2>(depth, offsets, x, weights, bias, sums, relu); break;
            case 3: DirectKernel.Run<TLanes, Constant3>(depth, offsets, x, weights, bias, sums, relu); break;
            case 4: DirectKernel.Run<TLanes, Constant4>(depth, offsets, x, weights, bias, sums, relu); break;
            case 5: DirectKernel.Run<TLanes, Constant5>(depth, offsets, x, weights, bias, sums, relu); break;
            case 6: DirectKernel.Run<TLanes, Constant6>(depth, offsets, x, weights, bias, sums, relu); break;
            case 7: DirectKernel.Run<TLanes, Constant7>(depth, offsets, x, weights, bias, sums, relu); break;
            case 8: DirectKernel.Run<TLanes, Constant8>(depth, offsets, x, weights, bias, sums, relu); break;
            case 9: DirectKernel.Run<TLanes, Constant9>(depth, offsets, x, weights, bias, sums, relu); break;
            case 10: DirectKernel.Run<TLanes, Constant10>(depth, offsets, x, weights, bias, sums, relu); break;
            case 11: DirectKernel.Run<TLanes, Constant11>(depth, offsets, x, weights, bias, sums, relu); break;
            case 12: DirectKernel.Run<TLanes, Constant12>(depth, offsets, x, weights, bias, sums, relu); break;
            case 13: DirectKernel.Run<TLanes, Constant13>(depth, offsets, x, weights, bias, sums, relu); break;
            default: DirectKernel.Run<TLanes, Constant14>(depth, offsets, x, weights, bias, sums, relu); break;
        }
    }
}
