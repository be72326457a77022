using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training.Network;

namespace AlexNet.Engine.Training.Devices;

/// <summary>
/// Stands before a layer that reads maps of the other device: the own ones and the other's become one input. On the way back each device has found what its own
/// outputs tell of all of them, and the two are added.
/// </summary>
/// <param name="name">Name of the exchange.</param>
/// <param name="input">The own maps.</param>
/// <param name="own">Which channels those are.</param>
/// <param name="reads">Which channels the layer reads.</param>
/// <param name="maps">How the maps go.</param>
/// <param name="gradients">How gradients of the other's maps go back to it; null where the layer finds all of the own maps' gradients itself.</param>
internal sealed unsafe class GatherTraining(string name, MapShape input, ChannelRange own, ChannelRange reads, Link maps, Link? gradients)
    : TrainingLayer(name, input, input with { Channels = reads.Count })
{
    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        var (held, all) = (new ChannelMaps(run.Input, own, Input.Plane), new ChannelMaps(run.Output, reads, Input.Plane));
        maps.Send(held, run.FirstImage, run.Images);
        held.CopyTo(all, own, run.Images);
        maps.Receive(run.FirstImage, run.Images).CopyTo(all, maps.Received, run.Images);
    }

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        var (held, all) = (new ChannelMaps(run.InputGradient, own, Input.Plane), new ChannelMaps(run.OutputGradient, reads, Input.Plane));
        gradients?.Send(all, run.FirstImage, run.Images);
        all.CopyTo(held, own, run.Images);
        // The sum of two does not depend on their order: both devices add as one does.
        gradients?.Receive(run.FirstImage, run.Images).AddTo(held, gradients.Received, run.Images);
    }
}
