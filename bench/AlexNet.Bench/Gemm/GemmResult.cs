using AlexNet.Bench.Measuring;

namespace AlexNet.Bench.Gemm;

/// <summary>One convolution on one core: its matrix product alone, and the whole layer with packing, bias and ReLU.</summary>
/// <param name="Layer">Name of the convolution.</param>
/// <param name="Rows">Output channels of a group.</param>
/// <param name="Depth">Input channels of a group times the kernel's area.</param>
/// <param name="Columns">Output places.</param>
internal sealed record GemmResult(string Layer, int Rows, int Depth, int Columns)
{
    /// <summary>FMA peak in GFLOP/s.</summary>
    public Series Peak { get; } = new();

    /// <summary>The product of one group in GFLOP/s.</summary>
    public Series Gemm { get; } = new();

    /// <summary>The layer, all groups, in GFLOP/s.</summary>
    public Series Step { get; } = new();

    /// <summary>Each product over the peak measured just before it.</summary>
    public Series GemmShare { get; } = new();

    /// <summary>Each layer over the peak measured just before it.</summary>
    public Series StepShare { get; } = new();
}
