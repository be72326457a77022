using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Convolution.Fft;

/// <summary>The parts of a convolution by Fourier transforms in registers of <typeparamref name="TLanes"/>.</summary>
internal sealed unsafe class FftLaneKernels<TLanes> : FftKernels where TLanes : struct, IFusedLanes<TLanes>
{
    private const int Size = RealTransform16x16.Size;

    public override int Lanes => TLanes.Count;

    // Two accumulators a tile; two weights and two broadcast values take four registers more.
    public override int Tiles => (TLanes.Registers - 4) / 2;

    public override bool IsSupported => TLanes.IsSupported;

    public override void TransformWeights(FftGeometry geometry, ReadOnlySpan<float> source, int channels, float* scratch, float* target)
    {
        var tile = scratch;
        var kernel = geometry.Sizes.Kernel;
        var area = kernel * kernel;
        for (var input = 0; input < geometry.Inputs; input++, target += 2 * TLanes.Count)
        {
            new Span<float>(tile, Size * Size * TLanes.Count).Clear();
            // A convolution as networks have it is a correlation: its kernel lies mirrored about the tile's corner, which conjugates the spectrum.
            // The transforms there and back together multiply by 256, which is taken off here, exactly.
            for (var lane = 0; lane < channels; lane++)
                for (var y = 0; y < kernel; y++)
                    for (var x = 0; x < kernel; x++)
                        tile[(-y & Size - 1) * Size * TLanes.Count + (-x & Size - 1) * TLanes.Count + lane] =
                            source[(lane * geometry.Inputs + input) * area + y * kernel + x] / (Size * Size);
            RealTransform16x16.Forward<TLanes>(tile, tile + Size * Size * TLanes.Count);
            Spectrum.Store<TLanes>(tile, target, (nint)geometry.FrequencyWeights);
        }
    }

    public override void TransformInput(FftGeometry geometry, float* maps, int channels, int row, int column, float* scratch, float* target, nint stride)
    {
        TileImage.Read(geometry, maps, channels, row - geometry.Sizes.Padding, column - geometry.Sizes.Padding, scratch);
        RealTransform16x16.Forward<TLanes>(scratch, scratch + Size * Size * TLanes.Count);
        Spectrum.Store<TLanes>(scratch, target, stride);
    }

    public override void Multiply(FftGeometry geometry, in FftPass pass, int group, float* inputs, float* weights, float* outputs)
    {
        // A block of weights stays in the first cache while all tiles pass.
        for (var block = 0; block < geometry.OutputBlocks; block++, weights += geometry.BlockWeights)
            for (var tiles = 0; tiles < pass.Blocks; tiles++)
            {
                var first = pass.FirstTile(tiles);
                Multiply(pass.FirstTile(tiles + 1) - first, geometry.Inputs, inputs + pass.InputBlock(group, first), weights, outputs + pass.Output(group, block, first));
            }
    }

    public override void TransformOutput(
        FftGeometry geometry, float* source, nint stride, float* scratch, float* bias, bool relu, float* maps, int channels, int row, int column)
    {
        Spectrum.Load<TLanes>(source, stride, scratch);
        RealTransform16x16.Inverse<TLanes>(scratch, Math.Min(geometry.TileOutput, geometry.Sizes.OutputHeight - row), scratch + Size * Size * TLanes.Count);
        TileImage.Write<TLanes>(geometry, scratch, bias, relu, maps, channels, row, column);
    }

    private static void Multiply(int tiles, int channels, float* x, float* weights, float* y)
    {
        switch (tiles)
        {
            case 1: ComplexProductKernel.Run<TLanes, Constant1>(channels, x, weights, y); break;
            case 2: ComplexProductKernel.Run<TLanes, Constant2>(channels, x, weights, y); break;
            case 3: ComplexProductKernel.Run<TLanes, Constant3>(channels, x, weights, y); break;
            case 4: ComplexProductKernel.Run<TLanes, Constant4>(channels, x, weights, y); break;
            case 5: ComplexProductKernel.Run<TLanes, Constant5>(channels, x, weights, y); break;
            case 6: ComplexProductKernel.Run<TLanes, Constant6>(channels, x, weights, y); break;
            case 7: ComplexProductKernel.Run<TLanes, Constant7>(channels, x, weights, y); break;
            case 8: ComplexProductKernel.Run<TLanes, Constant8>(channels, x, weights, y); break;
            case 9: ComplexProductKernel.Run<TLanes, Constant9>(channels, x, weights, y); break;
            case 10: ComplexProductKernel.Run<TLanes, Constant10>(channels, x, weights, y); break;
            case 11: ComplexProductKernel.Run<TLanes, Constant11>(channels, x, weights, y); break;
            case 12: ComplexProductKernel.Run<TLanes, Constant12>(channels, x, weights, y); break;
            case 13: ComplexProductKernel.Run<TLanes, Constant13>(channels, x, weights, y); break;
            default: ComplexProductKernel.Run<TLanes, Constant14>(channels, x, weights, y); break;
        }
    }
}
