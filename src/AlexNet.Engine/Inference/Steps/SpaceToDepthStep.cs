using AlexNet.Engine.Kernels.Convolution.SpaceToDepth;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>A strided convolution: its input's blocks become channels, and another step convolves them with stride 1.</summary>
/// <remarks>Shared scratch: [images][blocks], then the inner step's.</remarks>
internal sealed unsafe class SpaceToDepthStep : Step
{
    private const int Line = NativeBuffer.Alignment / sizeof(float);

    private readonly SpaceToDepthGeometry _geometry;
    private readonly Step _inner;

    /// <param name="geometry">Sizes.</param>
    /// <param name="inner">Convolves the blocks by <see cref="SpaceToDepthGeometry.Dense"/>.</param>
    public SpaceToDepthStep(SpaceToDepthGeometry geometry, Step inner) : base(inner.Name, geometry.Input, inner.Output) =>
        (_geometry, _inner) = (geometry, inner);

    /// <inheritdoc/>
    public override long SharedScratch(int images) => Blocks(images) + _inner.SharedScratch(images);

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => _inner.WorkerScratch(images);

    /// <inheritdoc/>
    public override void Run(in StepRun run)
    {
        var body = new WriteBlocks { Step = this, Run = run };
        run.Team.For(run.Images * Input.Channels, ref body);
        _inner.Run(run with { Input = run.Shared, Shared = run.Shared + Blocks(run.Images) });
    }

    private long Blocks(int images) => (images * _geometry.Blocks.Count + Line - 1) / Line * Line;

    /// <summary>A piece: one channel of one image.</summary>
    private struct WriteBlocks : IParallelBody
    {
        public required SpaceToDepthStep Step { get; init; }

        public required StepRun Run { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var phases = Step._geometry.Layer.Stride * Step._geometry.Layer.Stride;
            Step._geometry.WriteChannel(Run.Input + (long)index * Step.Input.Plane, Run.Shared + (long)index * phases * Step._geometry.Blocks.Plane);
        }
    }
}
