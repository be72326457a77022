namespace AlexNet.Engine.Inference.Planning;

/// <summary>How a convolution is computed. All give the same outputs but for rounding; each gives the same bits for any number of threads.</summary>
public enum ConvolutionAlgorithm
{
    /// <summary>By the table of measured rules, or by this machine's own measurements.</summary>
    Automatic,

    /// <summary>Sums over the window, blocked in registers; nothing is rearranged but the weights.</summary>
    Direct,

    /// <summary>The whole im2col matrix is written, then multiplied with the weights.</summary>
    Im2Col,

    /// <summary>Patches are packed straight into the matrix product's panels: the im2col matrix never exists.</summary>
    ImplicitGemm,

    /// <summary>Winograd's minimal filtering, tiles of 2x2 outputs: F(2x2,3x3) or F(2x2,5x5). Stride 1.</summary>
    Winograd2x2,

    /// <summary>Winograd's minimal filtering, tiles of 4x4 outputs: F(4x4,3x3) or F(4x4,5x5). Stride 1.</summary>
    Winograd4x4,

    /// <summary>Overlapping tiles of 16x16, multiplied in the frequency domain. Stride 1.</summary>
    Fft,

    /// <summary>A strided convolution as one of stride 1 over its blocks, by implicit GEMM.</summary>
    SpaceToDepth,

    /// <summary>The same by Winograd's tiles of 2x2.</summary>
    SpaceToDepthWinograd2x2,

    /// <summary>The same by Winograd's tiles of 4x4.</summary>
    SpaceToDepthWinograd4x4,
}
