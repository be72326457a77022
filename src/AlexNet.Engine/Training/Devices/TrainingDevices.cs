using System.Runtime.ExceptionServices;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Devices;
using AlexNet.Engine.Devices.Hardware;
using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using AlexNet.Engine.Training.Network;

namespace AlexNet.Engine.Training.Devices;

/// <summary>
/// The devices that a network is trained on: one, on the caller's thread and its team; or the paper's two, each with its half of the weights, their gradients and
/// what the update rule remembers of them, on threads of its own. They talk where the partition plan says, forward and back, and give the same bits.
/// </summary>
internal sealed unsafe class TrainingDevices : IDisposable
{
    private const int LookMilliseconds = 250;

    private readonly TrainingDevice[] _devices;
    private readonly DeviceThread[] _threads = [];
    private readonly Links _links;
    private readonly CallEnds _ends;
    private readonly NativeBuffer _logits;
    private readonly NativeBuffer _logitGradients;
    private TrainingCall _call;

    /// <summary>Cuts the network and allocates everything.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="parameters">Its parameters, which stay the caller's; each device works on its rows of them, where they lie.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="Layers.ShapeException">The network cannot be trained, or not on so many devices.</exception>
    public TrainingDevices(Architecture architecture, IReadOnlyList<TrainingParameter> parameters, TrainingOptions options)
    {
        var plan = new PartitionPlan(architecture, options.Devices);
        var cores = CoreSets.Of(Affinity.Allowed(), plan.Devices, options.Threads == 0 ? Environment.ProcessorCount : options.Threads);
        (_links, _ends) = (new Links(options.BatchSize), new CallEnds(plan.Devices));
        _logits = new NativeBuffer((long)options.BatchSize * architecture.Classes);
        _logitGradients = new NativeBuffer(_logits.Length);
        _devices = [.. cores.Select((own, device) => new TrainingDevice(
            new TrainingNetwork(plan, device, parameters, options, _links), options.BatchSize,
            plan.Devices == 1 ? new ThreadTeam(own.Count) : new ThreadTeam(own.Count, _ => Affinity.Pin(own)), _logits, _logitGradients, architecture.Classes))];
        Threads = _devices.Sum(device => device.Team.Size);
        if (plan.Devices > 1) _threads = [.. _devices.Select((device, i) => new DeviceThread(DeviceNames.Of(i), cores[i], () => device.Run(_call), _ends[i]))];
    }

    /// <summary>Threads of all of them.</summary>
    public int Threads { get; }

    /// <summary>How many threads of each the next calls may use.</summary>
    public int Limit
    {
        set
        {
            foreach (var device in _devices) device.Team.Limit = Math.Max(1, value / _devices.Length);
        }
    }

    /// <summary>The logits of the last way forward, [images][classes].</summary>
    public float* Logits => _logits.Pointer;

    /// <summary>Where their gradient goes before a way back.</summary>
    public float* LogitGradients => _logitGradients.Pointer;

    /// <summary>Bytes of native memory beside the parameters.</summary>
    public long Bytes => _devices.Sum(device => device.Pass.Bytes);

    /// <summary>Gets the name of each part of the first device's work when it is done, on that device's thread.</summary>
    public Action<string>? PartDone
    {
        get => _devices[0].Pass.PartDone;
        set => _devices[0].Pass.PartDone = value;
    }

    /// <summary>Makes the layers read the averaged weights, or again the weights themselves.</summary>
    public void UseAverages(bool averaged)
    {
        foreach (var device in _devices) device.Network.UseAverages(averaged);
    }

    /// <summary>A way forward, or back.</summary>
    public void Run(in TrainingCall call)
    {
        if (_threads.Length == 0)
        {
            _devices[0].Run(call);
            return;
        }
        _call = call;
        _links.Empty();
        _ends.Begin();
        foreach (var thread in _threads) thread.Start();
        while (!_ends.Wait(LookMilliseconds))
            if (_ends.HasFailed) _links.Fail();
        if (_ends.FirstError().Error is { } error) ExceptionDispatchInfo.Throw(error);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var thread in _threads) thread.Dispose();
        foreach (var device in _devices) device.Dispose();
        _links.Dispose();
        _ends.Dispose();
        _logits.Dispose();
        _logitGradients.Dispose();
    }
}
