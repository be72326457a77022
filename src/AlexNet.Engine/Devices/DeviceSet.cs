using System.Diagnostics;
using AlexNet.Engine.Devices.Hardware;
using AlexNet.Engine.Devices.Memory;
using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Devices.Processes;
using AlexNet.Engine.Devices.Programs;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Devices;

/// <summary>The devices of a session: starts them, begins calls, and sees to it that a call ends, whatever becomes of a device.</summary>
internal sealed class DeviceSet : IDisposable
{
    private const int LookMilliseconds = 250;

    // How long devices may take to end a call that was cancelled.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Model _model;
    private readonly PartitionPlan _plan;
    private readonly DeviceOptions _options;
    private readonly IReadOnlyDictionary<string, ConvolutionAlgorithm> _algorithms;
    private readonly IReadOnlyList<IReadOnlyList<int>> _cores;
    private readonly IDevice?[] _devices;
    private readonly CallEnds _ends;
    private readonly SignsOfLife _signs;
    private uint _calls;

    /// <summary>Starts them all at once.</summary>
    public DeviceSet(Model model, PartitionPlan plan, DeviceOptions options, int batch)
    {
        (_model, _plan, _options) = (model, plan, options);
        var choices = options.Plan with { Batch = batch, Threads = options.Threads };
        choices.Check(model.Architecture);
        _algorithms = model.Architecture.Shapes.Where(shapes => shapes.Layer is Convolution)
            .ToDictionary(shapes => shapes.Layer.Name, shapes => choices.Choose((Convolution)shapes.Layer, shapes.Input));
        _cores = CoreSets.Of(Affinity.Allowed(), plan.Devices, options.Threads);
        Threads = _cores.Sum(cores => cores.Count);
        _devices = new IDevice?[plan.Devices];
        _ends = new CallEnds(plan.Devices);
        var layout = new ExchangeLayout(plan, batch);
        Memory = new ExchangeMemory(options.Kind == DeviceKind.Process ? SharedMemory.Create(layout.Bytes) : new PrivateMemory(layout.Bytes), layout);
        _signs = new SignsOfLife(Memory, plan.Devices);
        try
        {
            StartMissing();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The memory that they share.</summary>
    public ExchangeMemory Memory { get; }

    /// <summary>Threads of all of them.</summary>
    public int Threads { get; }

    /// <summary>What computes each convolution.</summary>
    public IReadOnlyDictionary<string, ConvolutionAlgorithm> Algorithms => _algorithms;

    /// <summary>The devices; null for one that has ended and is started by the next call.</summary>
    public IReadOnlyList<IDevice?> All => _devices;

    /// <summary>Runs a call and returns when all devices have ended it.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="DeviceException">A device failed.</exception>
    public void Run(int images, int together, bool records, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        StartMissing();
        var call = new DeviceCall(++_calls, images, together, records);
        _ends.Begin();
        _signs.Begin();
        for (var device = 0; device < _devices.Length; device++)
        {
            Memory[device].Post(0, Exchange.Host, call, images, images * _model.Architecture.Input.Count * sizeof(float));
            _devices[device]!.Start(call, _ends[device]);
        }
        using (cancellation.UnsafeRegister(static state => ((DeviceSet)state!).Abort(), this)) WaitForEnd();
        GC.KeepAlive(_model);
        var (failed, error) = _ends.FirstError();
        if (error is null) return;
        cancellation.ThrowIfCancellationRequested();
        throw error as DeviceException ?? new DeviceException(DeviceNames.Of(failed), error.Message, error);
    }

    /// <summary>What has been sent so far, as the mailboxes counted it.</summary>
    public IReadOnlyList<Exchange> Exchanged()
    {
        var stages = _plan.Stages.ToDictionary(stage => stage.Name, stage => stage.Index);
        return [.. _plan.Exchanges.Select(exchange => exchange with
        {
            // The logits' lines are those of the image, by the device itself.
            BytesPerImage = exchange.To == Exchange.Host
                ? Memory[exchange.From].Bytes(0, exchange.From)
                : Memory[exchange.To].Bytes(stages[exchange.Into], exchange.From),
        })];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var device in _devices) device?.Dispose();
        _ends.Dispose();
        Memory.Dispose();
    }

    /// <summary>Ends the call under way on every device: those that compute stop, and those that wait at their mailboxes too.</summary>
    private void Abort()
    {
        for (var device = 0; device < _devices.Length; device++)
        {
            Memory[device].Abort(_calls);
            _devices[device]?.Cancel();
        }
    }

    private void WaitForEnd()
    {
        var aborted = 0L;
        while (!_ends.Wait(LookMilliseconds))
        {
            if (_ends.HasFailed && aborted == 0)
            {
                Abort();
                aborted = Stopwatch.GetTimestamp();
            }
            if (aborted != 0 && Stopwatch.GetElapsedTime(aborted) > Grace) KillAll();
            // A process that was stopped, or hangs outside of its device, would keep the others waiting for ever.
            if (_options.Kind == DeviceKind.Process && _signs.FirstSilent() is >= 0 and var silent && !_ends.HasEnded(silent)) _devices[silent]!.Kill();
        }
    }

    private void KillAll()
    {
        for (var device = 0; device < _devices.Length; device++)
            if (!_ends.HasEnded(device)) _devices[device]!.Kill();
    }

    /// <summary>Starts what is not there, all at once, each with its share of the weights.</summary>
    private void StartMissing()
    {
        for (var device = 0; device < _devices.Length; device++)
        {
            if (_devices[device] is { IsAlive: true }) continue;
            _devices[device]?.Dispose();
            _devices[device] = null;
            _devices[device] = Create(PartOf(device));
        }
        foreach (var device in _devices)
            if (!device!.Ready.IsCompletedSuccessfully) device.Ready.GetAwaiter().GetResult();
    }

    private IDevice Create(DevicePart part) => Memory.Block is SharedMemory shared ? new ProcessDevice(part, shared.Name) : new ThreadDevice(part);

    private DevicePart PartOf(int device)
    {
        var rows = (from layer in _plan.Layers from parameter in layer.Shapes.Parameters select (parameter.Name, Rows: layer.Writes[device])).ToDictionary(pair => pair.Name, pair => pair.Rows);
        return new DevicePart(_plan, device, name => _model.Weight(name).Rows(rows[name]), _algorithms, Memory, _cores[device]);
    }
}
