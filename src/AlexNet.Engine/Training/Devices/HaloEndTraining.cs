using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training.Network;

namespace AlexNet.Engine.Training.Devices;

/// <summary>
/// Stands behind a normalization whose window reaches into the other device's maps, which ran on the own maps and a halo: only the own ones go on. On the way back
/// the halo's gradients come from the other device, as the own maps' depend on them.
/// </summary>
/// <param name="name">Name of the exchange.</param>
/// <param name="input">Own maps and halo.</param>
/// <param name="own">Which channels are the own.</param>
/// <param name="all">Which channels those with the halo are.</param>
/// <param name="gradients">How gradients go.</param>
internal sealed unsafe class HaloEndTraining(string name, MapShape input, ChannelRange own, ChannelRange all, Link gradients)
    : TrainingLayer(name, input, input with { Channels = own.Count })
{
    /// <inheritdoc/>
    public override void Forward(in LayerRun run) =>
        new ChannelMaps(run.Input, all, Input.Plane).CopyTo(new ChannelMaps(run.Output, own, Input.Plane), own, run.Images);

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        if (run.InputGradient is null) return;
        var (held, wide) = (new ChannelMaps(run.OutputGradient, own, Input.Plane), new ChannelMaps(run.InputGradient, all, Input.Plane));
        gradients.Send(held, run.FirstImage, run.Images);
        held.CopyTo(wide, own, run.Images);
        gradients.Receive(run.FirstImage, run.Images).CopyTo(wide, gradients.Received, run.Images);
    }
}
