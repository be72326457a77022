using AlexNet.Engine.Kernels.Softmax;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using SoftmaxLayer = AlexNet.Engine.Layers.Softmax;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>Logits to probabilities.</summary>
internal sealed unsafe class SoftmaxStep(SoftmaxLayer layer, MapShape input) : Step(layer.Name, input, layer.OutputShape(input))
{
    /// <inheritdoc/>
    public override void Run(in StepRun run)
    {
        var body = new Exponentiate { Input = run.Input, Output = run.Output, Classes = Input.Channels };
        run.Team.For(run.Images, ref body);
    }

    /// <summary>A piece: one image.</summary>
    private struct Exponentiate : IParallelBody
    {
        public required float* Input { get; init; }

        public required float* Output { get; init; }

        public required int Classes { get; init; }

        readonly void IParallelBody.Run(int index, int worker) => SoftmaxKernel.Run(
            new ReadOnlySpan<float>(Input + (long)index * Classes, Classes), new Span<float>(Output + (long)index * Classes, Classes));
    }
}
