using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using AlexNet.Engine.Training.Network;

namespace AlexNet.Engine.Training.Devices;

/// <summary>A device in training: its share of the network, the memory for a batch, and its threads.</summary>
/// <param name="network">The share; the device's from now on.</param>
/// <param name="batch">Images of a batch at most.</param>
/// <param name="team">The threads; the device's from now on.</param>
/// <param name="logits">[batch][classes] of the whole network, which devices share: each writes its classes.</param>
/// <param name="logitGradients">The same for their gradients, of which each reads its classes'.</param>
/// <param name="classes">Classes of the whole network.</param>
internal sealed unsafe class TrainingDevice(
    TrainingNetwork network, int batch, ThreadTeam team, NativeBuffer logits, NativeBuffer logitGradients, int classes) : IDisposable
{
    private readonly TrainingPass _pass = new(network, batch, team);

    /// <summary>The share of the network.</summary>
    public TrainingNetwork Network => network;

    /// <summary>The memory for a batch.</summary>
    public TrainingPass Pass => _pass;

    /// <summary>The threads.</summary>
    public ThreadTeam Team => team;

    /// <summary>Does its share of a call, on a thread that is the team's for so long.</summary>
    public void Run(in TrainingCall call)
    {
        if (call.Optimizer is { } optimizer)
        {
            Whole(logitGradients).CopyTo(Own(_pass.LogitGradient), network.Classes, call.Count);
            _pass.Backward(call.Images, call.Count, call.Step!.Value, optimizer);
            return;
        }
        network.Prepare(team, backward: call.Step is not null);
        _pass.PartDone?.Invoke("pack weights");
        _pass.Forward(call.Images, call.Count, call.Step);
        Own(_pass.Logits).CopyTo(Whole(logits), network.Classes, call.Count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        team.Dispose();
        _pass.Dispose();
        network.Dispose();
    }

    private ChannelMaps Whole(NativeBuffer values) => new(values.Pointer, new ChannelRange(0, classes), 1);

    private ChannelMaps Own(float* values) => new(values, network.Classes, 1);
}
