using AlexNet.Engine.Tensors;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Inference.Planning;

/// <summary>A measured reason to prefer an algorithm: the first rule that fits a layer, batch and number of threads decides.</summary>
/// <param name="Algorithm">What to run.</param>
/// <param name="Applies">Which layers, batches and threads it speaks of.</param>
/// <param name="Reason">What was measured, on which machine, when.</param>
internal sealed record ConvolutionRule(ConvolutionAlgorithm Algorithm, Func<ConvolutionWork, bool> Applies, string Reason);

/// <summary>What a rule looks at.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Input">Shape of its input.</param>
/// <param name="Batch">Images of a forward pass.</param>
/// <param name="Threads">Threads of a session.</param>
internal readonly record struct ConvolutionWork(ConvolutionLayer Layer, MapShape Input, int Batch, int Threads)
{
    /// <summary>Rows of the output maps.</summary>
    public int OutputHeight => Layer.OutputShape(Input).Height;

    /// <summary>Input channels of a group.</summary>
    public int GroupChannels => Input.Channels / Layer.Groups;
}

/// <summary>
/// The one table that says which algorithm computes which convolution. Measured by <c>./build.sh bench --only algorithms</c>; measure another
/// machine by <c>Measure-AlexNetPerformance -Tune</c>, whose results go before this table.
/// </summary>
internal static class ConvolutionRules
{
    /// <summary>
    /// The rules, first fit first. Winograd pays when its transforms, which grow with channels plus outputs, are small beside its products, which
    /// grow with channels times outputs, and when the maps fill its tiles. Up to 4x4 outputs its rounding stays a third of what the layers may differ.
    /// </summary>
    public static IReadOnlyList<ConvolutionRule> Table { get; } =
    [
        new(ConvolutionAlgorithm.Winograd4x4,
            work => work.Layer is { Stride: 1, Kernel: 3 or 5 } && work.GroupChannels >= 16 && work.Layer.Channels / work.Layer.Groups >= 16 && work.OutputHeight >= 6,
            "Zen 4, 1 thread, batch 1, 2026-11-24, time over implicit GEMM's: conv2 0.55, conv3 0.55, conv4 0.56, conv5 0.78 (docs/performance.md)"),
        new(ConvolutionAlgorithm.SpaceToDepthWinograd4x4,
            work => work.Layer is { Stride: 4, Kernel: > 8 and <= 12 } && work.Layer.Channels / work.Layer.Groups >= 16 && work.OutputHeight >= 6,
            "Zen 4, 1 thread, batch 1, 2026-11-24, time over implicit GEMM's: conv1 0.77 (docs/performance.md)"),
        new(ConvolutionAlgorithm.ImplicitGemm, _ => true, "whatever is left: it computes any convolution near the multiply-add peak"),
    ];

    /// <summary>What the table says.</summary>
    /// <param name="work">The layer, batch and threads.</param>
    /// <param name="isAllowed">Algorithms that may be chosen; implicit GEMM always may.</param>
    public static ConvolutionAlgorithm Choose(ConvolutionWork work, Func<ConvolutionAlgorithm, bool> isAllowed) =>
        Table.First(rule =>
            rule.Algorithm == ConvolutionAlgorithm.ImplicitGemm
            || isAllowed(rule.Algorithm) && ConvolutionSteps.Supports(rule.Algorithm, work.Layer, work.Input) && rule.Applies(work)).Algorithm;
}
