using AlexNet.Bench.Measuring;
using AlexNet.Engine.Inference.Planning;

namespace AlexNet.Bench.Convolutions;

/// <summary>One algorithm on one convolution.</summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="IsChosen">Whether the table of rules picks it for one image.</param>
/// <param name="Error">Largest difference from the reference in double, over the layer's largest output.</param>
internal sealed record AlgorithmResult(string Layer, ConvolutionAlgorithm Algorithm, bool IsChosen, double Error)
{
    /// <summary>Milliseconds of one image.</summary>
    public Series Milliseconds { get; } = new();

    /// <summary>Time over implicit GEMM's in the neighbouring turn.</summary>
    public Series Ratio { get; } = new();

    /// <summary>Multiply-adds of the direct sum a second, in GFLOP/s: with fewer multiplications it can pass the machine's peak.</summary>
    public Series Rate { get; } = new();
}
