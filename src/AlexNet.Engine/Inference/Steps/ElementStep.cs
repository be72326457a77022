using AlexNet.Engine.Kernels.Activations;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>A nonlinearity or a constant factor on every value.</summary>
internal sealed unsafe class ElementStep(string name, MapShape shape, ActivationFunction function, float factor) : Step(name, shape, shape)
{
    private const int PieceLength = 4096;

    /// <inheritdoc/>
    public override void Run(in StepRun run)
    {
        var body = new Apply { Step = this, Source = run.Input, Target = run.Output, Length = run.Images * Output.Count };
        run.Team.For((int)((body.Length + PieceLength - 1) / PieceLength), ref body);
    }

    /// <summary>A piece: neighbouring values.</summary>
    private struct Apply : IParallelBody
    {
        public required ElementStep Step { get; init; }

        public required float* Source { get; init; }

        public required float* Target { get; init; }

        public required long Length { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var first = (long)index * PieceLength;
            var length = (int)Math.Min(PieceLength, Length - first);
            Step.Transform(new ReadOnlySpan<float>(Source + first, length), new Span<float>(Target + first, length));
        }
    }

    private void Transform(ReadOnlySpan<float> source, Span<float> target)
    {
        source.CopyTo(target);
        ActivationKernels.Apply(function, target);
        if (factor != 1) ActivationKernels.Scale(target, factor);
    }
}
