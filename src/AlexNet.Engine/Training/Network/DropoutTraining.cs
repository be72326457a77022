using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Kernels.Activations;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Training.Network;

/// <summary>
/// Dropout (paper, section 4.2). Which values are dropped is a function of the seed, the layer's name, the step and the value's index in the batch.
/// </summary>
/// <param name="layer">The layer.</param>
/// <param name="whole">Shape of all of its maps.</param>
/// <param name="own">Those that are here.</param>
/// <param name="seed">The seed.</param>
internal sealed unsafe class DropoutTraining(Dropout layer, MapShape whole, ChannelRange own, ulong seed)
    : TrainingLayer(layer.Name, whole with { Channels = own.Count }, whole with { Channels = own.Count })
{
    private readonly ulong _key = CounterRandom.Key(layer.Name, seed);

    /// <summary>In training: what is kept is multiplied by this.</summary>
    private float Factor => layer.Scaling == DropoutScaling.InTraining ? 1 / (1 - layer.Rate) : 1;

    /// <inheritdoc/>
    public override void Forward(in LayerRun run) => Run(run, run.Input, run.Output);

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        if (run.InputGradient is not null) Run(run, run.OutputGradient, run.InputGradient);
    }

    private void Run(in LayerRun run, float* source, float* target)
    {
        var body = new Image
        {
            Source = source,
            Target = target,
            Count = (int)Input.Count,
            Whole = whole.Count,
            First = run.FirstImage * whole.Count + (long)own.First * whole.Plane,
            Key = run.Step is { } step ? CounterRandom.Key(_key, step) : 0,
            Rate = run.Step is null ? 0 : layer.Rate,
            Factor = run.Step is null ? layer.TestFactor : Factor,
        };
        run.Team.For(run.Images, ref body);
    }

    /// <summary>A piece: one image.</summary>
    private struct Image : IParallelBody
    {
        public required float* Source { get; init; }

        public required float* Target { get; init; }

        public required int Count { get; init; }

        /// <summary>Values of all maps of an image.</summary>
        public required long Whole { get; init; }

        /// <summary>Index in the batch of the first image's first value.</summary>
        public required long First { get; init; }

        public required ulong Key { get; init; }

        public required float Rate { get; init; }

        public required float Factor { get; init; }

        readonly void IParallelBody.Run(int index, int worker) => DropoutKernel.Run(
            Source + (long)index * Count, Target + (long)index * Count, Count, Key, (ulong)(First + index * Whole), Rate, Factor);
    }
}
