using AlexNet.Engine.Kernels.Convolution;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>
/// Convolution as the textbooks have it: the whole im2col matrix is written first, here in the column panels of the register tile, and then multiplied.
/// Same bits as implicit GEMM; more memory, and slower by the writing and reading of the matrix.
/// </summary>
/// <remarks>Shared scratch: the phase images, then [image][group][panel][depth][tile columns].</remarks>
internal sealed unsafe class Im2ColConvolutionStep(
    ConvolutionLayer layer, MapShape input, WeightTensor weights, WeightTensor bias, bool relu, GemmTile tile)
    : GemmConvolutionStep(layer, input, weights, bias, relu, tile)
{
    /// <summary>Floats of one panel, with what its writing may run over.</summary>
    private long Panel => Im2ColGemmConvolution.PanelScratch(Tile, Geometry.Depth);

    /// <inheritdoc/>
    public override long SharedScratch(int images) => base.SharedScratch(images) + images * Geometry.Groups * Panels * Panel;

    /// <inheritdoc/>
    public override void Finish(in StepRun run)
    {
        var matrix = new Matrix { Step = this, Run = run };
        run.Team.For(run.Images * Geometry.Groups * Panels, ref matrix);
        matrix.Multiplies = true;
        run.Team.For(run.Images * Geometry.Groups * Panels, ref matrix);
    }

    /// <summary>A piece: one column panel of one group of one image, written or multiplied.</summary>
    private struct Matrix : IParallelBody
    {
        public required Im2ColConvolutionStep Step { get; init; }

        public required StepRun Run { get; init; }

        public bool Multiplies { get; set; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var (geometry, tile) = (Step.Geometry, Step.Tile);
            var (slice, number) = Math.DivRem(index, Step.Panels);
            var (image, group) = Math.DivRem(slice, geometry.Groups);
            var place = number * tile.Columns;
            var panel = Run.Shared + Run.Images * geometry.PhaseImage + index * Step.Panel;
            if (Multiplies)
                GemmBlock.Run(
                    tile, geometry.GroupChannels, Math.Min(tile.Columns, geometry.Places - place), geometry.Depth, Step.Weights(group), (nint)geometry.Depth * tile.Rows,
                    panel, 0, Step.Maps(Run, image, group) + place, geometry.Places, Step.Bias(group), Step.Relu);
            else
                PatchPacking.Pack(geometry, Step.Phases(Run, image, group), place, tile.Columns, panel);
        }
    }
}
