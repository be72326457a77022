using AlexNet.Engine.Kernels.Simd;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Kernels.FullyConnected;

/// <summary>What y[n][o] = factor * relu(scale[o] * sum over i of w[o][i] * x[n][i] + bias[o]) is computed of, for all rows o and images n.</summary>
internal readonly unsafe struct FullyConnectedOperands
{
    /// <summary>Representation of the weights.</summary>
    public required ElementType Type { get; init; }

    /// <summary>w, [Outputs][Inputs].</summary>
    public required byte* Weights { get; init; }

    /// <summary>scale, [Outputs]; null for weights that have none, which is as a scale of one.</summary>
    public required float* RowScales { get; init; }

    /// <summary>bias, [Outputs].</summary>
    public required float* Bias { get; init; }

    /// <summary>Floats of x for one image.</summary>
    public required int Inputs { get; init; }

    /// <summary>Floats of y for one image.</summary>
    public required int Outputs { get; init; }

    /// <summary>x, [Images][Inputs].</summary>
    public required float* X { get; init; }

    /// <summary>x as <see cref="PackedImages"/> orders it; needed for more than one image.</summary>
    public required float* Packed { get; init; }

    /// <summary>y, [Images][Outputs].</summary>
    public required float* Y { get; init; }

    /// <summary>Number of images.</summary>
    public required int Images { get; init; }

    /// <summary>Whether a ReLU follows.</summary>
    public required bool Relu { get; init; }

    /// <summary>Factor on the result: dropout's at test time.</summary>
    public required float Factor { get; init; }

    /// <summary>Makes outputs of their sums: the one place where row scale, bias, ReLU and factor are applied.</summary>
    /// <param name="image">The image.</param>
    /// <param name="firstRow">First output.</param>
    /// <param name="sums">The sums of that and the following outputs.</param>
    /// <param name="rows">How many.</param>
    public void Store(int image, int firstRow, float* sums, int rows)
    {
        var y = Y + (long)image * Outputs + firstRow;
        var done = VectorLanes.IsSupported ? Store<VectorLanes>(y, firstRow, sums, 0, rows) : 0;
        Store<ScalarLane>(y, firstRow, sums, done, rows);
    }

    private int Store<TLanes>(float* y, int firstRow, float* sums, int i, int rows) where TLanes : struct, ILanes<TLanes>
    {
        var (zero, factor) = (TLanes.Fill(0), TLanes.Fill(Factor));
        for (; i <= rows - TLanes.Count; i += TLanes.Count)
        {
            var value = TLanes.Load(sums + i);
            if (RowScales is not null) value *= TLanes.Load(RowScales + firstRow + i);
            value += TLanes.Load(Bias + firstRow + i);
            // Written so that a NaN goes through.
            if (Relu) value = TLanes.WhereLess(value, zero, zero, value);
            (value * factor).Store(y + i);
        }
        return i;
    }
}
