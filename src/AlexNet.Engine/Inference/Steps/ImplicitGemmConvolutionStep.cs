using AlexNet.Engine.Kernels.Convolution;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>Convolution by implicit GEMM: each column panel of the im2col matrix is packed, used and forgotten; the matrix never exists.</summary>
internal sealed unsafe class ImplicitGemmConvolutionStep(
    ConvolutionLayer layer, MapShape input, WeightTensor weights, WeightTensor bias, bool relu, GemmTile tile)
    : GemmConvolutionStep(layer, input, weights, bias, relu, tile)
{
    // A piece of work of several panels asks less often for the next; fewer share out better.
    private const int MaxPanels = 8;
    private const int PiecesPerThread = 4;

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => Im2ColGemmConvolution.PanelScratch(Tile, Geometry.Depth);

    /// <inheritdoc/>
    public override void Finish(in StepRun run)
    {
        var perPiece = Math.Clamp(Panels * run.Images * Geometry.Groups / (run.Team.Size * PiecesPerThread), 1, MaxPanels);
        var product = new Multiply { Step = this, Run = run, Panels = Panels, PerPiece = perPiece, Pieces = (Panels + perPiece - 1) / perPiece };
        run.Team.For(run.Images * Geometry.Groups * product.Pieces, ref product);
    }

    /// <summary>A piece: some column panels of one group of one image.</summary>
    private struct Multiply : IParallelBody
    {
        public required ImplicitGemmConvolutionStep Step { get; init; }

        public required StepRun Run { get; init; }

        public required int Panels { get; init; }

        public required int PerPiece { get; init; }

        public required int Pieces { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var (slice, piece) = Math.DivRem(index, Pieces);
            var (image, group) = Math.DivRem(slice, Step.Geometry.Groups);
            var first = piece * PerPiece;
            Im2ColGemmConvolution.Run(
                Step.Tile, Step.Geometry, Step.Phases(Run, image, group), Step.Weights(group), Step.Bias(group), Step.Maps(Run, image, group),
                first, Math.Min(Panels, first + PerPiece), Run.Workers + worker * Run.WorkerStride, Step.Relu);
        }
    }
}
