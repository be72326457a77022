using AlexNet.Engine.Kernels.Normalization;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>Response normalization across neighbouring maps, tower by tower (or over all maps, which is one tower).</summary>
internal sealed unsafe class ResponseNormalizationStep(ResponseNormalization layer, MapShape input, int towers)
    : Step(layer.Name, input, layer.OutputShape(input))
{
    // Of 48 maps these are 96 KB, read and written: they stay in L2 while the window moves over the maps.
    private const int PiecePlaces = 16 * ResponseNormalizationKernel.PixelBlock;

    /// <inheritdoc/>
    public override void Run(in StepRun run)
    {
        var body = new Normalize { Step = this, Run = run, Pieces = (Input.Plane + PiecePlaces - 1) / PiecePlaces };
        run.Team.For(run.Images * towers * body.Pieces, ref body);
    }

    /// <summary>A piece: some places of all maps of one tower.</summary>
    private struct Normalize : IParallelBody
    {
        public required ResponseNormalizationStep Step { get; init; }

        public required StepRun Run { get; init; }

        public required int Pieces { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var (tower, piece) = Math.DivRem(index, Pieces);
            Step.NormalizePlaces(Run.Input, Run.Output, tower, piece * PiecePlaces);
        }
    }

    /// <summary>Towers are numbered through all images: image 0's first.</summary>
    private void NormalizePlaces(float* source, float* target, int tower, int first)
    {
        var channels = Input.Channels / towers;
        var offset = (long)tower * channels * Input.Plane;
        ResponseNormalizationKernel.Run(
            source + offset, target + offset, channels, Input.Plane, first, Math.Min(Input.Plane, first + PiecePlaces),
            layer.Size, layer.K, layer.Alpha, layer.Beta);
    }
}
