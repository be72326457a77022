using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Devices.Programs;

/// <summary>
/// A step across maps whose window reaches into a neighbour's: it runs on the own maps and the halo, and the own maps' results are kept. What a map becomes depends
/// on its window alone, so the bits are those of the whole layer.
/// </summary>
/// <remarks>Shared scratch: [images][output of the inner step], then the inner step's.</remarks>
/// <param name="inner">Has as many output as input maps.</param>
/// <param name="own">The own maps among its input maps.</param>
internal sealed unsafe class HaloStep(Step inner, ChannelRange own) : Step(inner.Name, inner.Input, inner.Output with { Channels = own.Count })
{
    private const int Line = NativeBuffer.Alignment / sizeof(float);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Layers => inner.Layers;

    /// <inheritdoc/>
    public override long SharedScratch(int images) => Wide(images) + inner.SharedScratch(images);

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => inner.WorkerScratch(images);

    /// <inheritdoc/>
    public override void Run(in StepRun run)
    {
        inner.Run(run with { Output = run.Shared, Shared = run.Shared + Wide(run.Images) });
        var bytes = Output.Count * sizeof(float);
        for (var image = 0; image < run.Images; image++)
            Buffer.MemoryCopy(
                run.Shared + image * inner.Output.Count + (long)own.First * inner.Output.Plane, run.Output + image * Output.Count, bytes, bytes);
    }

    private long Wide(int images) => (images * inner.Output.Count + Line - 1) / Line * Line;
}
