using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Simd;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Training.Network.Convolutions;

/// <summary>
/// The input gradient of a convolution in two parts of its outputs, which are groups of the pass that computes them, each with all of the input's maps; and the sum
/// of the two.
/// </summary>
/// <remarks>Shared scratch: [images][2][input shape], then the inner pass's.</remarks>
/// <param name="inner">Computes the two parts.</param>
/// <param name="input">Shape of the layer's input.</param>
internal sealed unsafe class PartsPass(ConvolutionPass inner, MapShape input) : ConvolutionPass
{
    private const int Line = NativeBuffer.Alignment / sizeof(float);

    /// <inheritdoc/>
    public override long SharedScratch(int images) => Parts(images) + inner.SharedScratch(images);

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => inner.WorkerScratch(images);

    /// <inheritdoc/>
    public override void Prepare(ThreadTeam team) => inner.Prepare(team);

    /// <inheritdoc/>
    public override void Run(in StepRun run)
    {
        inner.Run(run with { Output = run.Shared, Shared = run.Shared + Parts(run.Images) });
        var body = new Sum { Parts = run.Shared, Gradient = run.Output, Count = input.Count };
        run.Team.For(run.Images, ref body);
    }

    /// <inheritdoc/>
    public override void Dispose() => inner.Dispose();

    private long Parts(int images) => (images * 2 * input.Count + Line - 1) / Line * Line;

    /// <summary>A piece: one image.</summary>
    private struct Sum : IParallelBody
    {
        public required float* Parts { get; init; }

        public required float* Gradient { get; init; }

        public required long Count { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            float* first = Parts + index * 2 * Count, gradient = Gradient + index * Count;
            Buffer.MemoryCopy(first, gradient, Count * sizeof(float), Count * sizeof(float));
            Addition.Run(gradient, first + Count, Count);
        }
    }
}
