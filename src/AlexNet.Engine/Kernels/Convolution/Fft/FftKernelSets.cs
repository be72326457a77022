using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Convolution.Fft;

/// <summary>The one place that says which registers a convolution by Fourier transforms uses on which CPU.</summary>
internal static class FftKernelSets
{
    /// <summary>Widest first; the first that the CPU supports is taken.</summary>
    public static IReadOnlyList<FftKernels> All { get; } =
        [new FftLaneKernels<FusedLanes512>(), new FftLaneKernels<FusedLanes256>(), new FftLaneKernels<FusedLanes128>(), new FftLaneKernels<FusedLane>()];

    /// <summary>The kernels for this CPU.</summary>
    public static FftKernels Best { get; } = All.First(kernels => kernels.IsSupported);
}
