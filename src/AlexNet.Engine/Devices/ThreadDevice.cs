using AlexNet.Engine.Devices.Hardware;
using AlexNet.Engine.Devices.Programs;

namespace AlexNet.Engine.Devices;

/// <summary>A device of this process: a thread that waits for calls, and a team of threads, on cores of their own where the system allows it.</summary>
internal sealed class ThreadDevice : IDevice
{
    private readonly DevicePart _part;
    private readonly Thread _thread;
    private readonly SemaphoreSlim _start = new(0);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _cancel = new();
    private DeviceCall _call;
    private Action<Exception?>? _ended;
    private volatile bool _stop;

    /// <summary>Packs the share's weights, on the device's own thread and cores.</summary>
    public ThreadDevice(DevicePart part)
    {
        _part = part;
        WeightBytes = part.Weights.Sum(weight => weight.ByteLength);
        _thread = new Thread(Work) { IsBackground = true, Name = $"AlexNet {part.Name}" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public bool IsAlive => !_stop && !_ready.Task.IsFaulted;

    /// <inheritdoc/>
    public Task Ready => _ready.Task;

    /// <inheritdoc/>
    public string Name => _part.Name;

    /// <inheritdoc/>
    public long WeightBytes { get; }

    /// <inheritdoc/>
    public int ProcessId => Environment.ProcessId;

    /// <inheritdoc/>
    public void Start(DeviceCall call, Action<Exception?> ended)
    {
        if (_cancel.IsCancellationRequested && !_cancel.TryReset()) _cancel = new CancellationTokenSource();
        (_call, _ended) = (call, ended);
        _start.Release();
    }

    /// <inheritdoc/>
    public void Cancel() => _cancel.Cancel();

    /// <inheritdoc/>
    public void Kill() => Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_stop) return;
        _stop = true;
        Cancel();
        _start.Release();
        _thread.Join();
        _start.Dispose();
        _cancel.Dispose();
    }

    private void Work()
    {
        DeviceRunner runner;
        try
        {
            Affinity.Pin(_part.Cores);
            runner = new DeviceRunner(new DeviceProgram(_part.Plan, _part.Index, _part.Weight, _part.Algorithms), _part.Plan, _part.Index, _part.Memory, _part.Cores);
            _ready.SetResult();
        }
        catch (Exception error)
        {
            _ready.SetException(error);
            return;
        }
        using (runner)
        {
            for (_start.Wait(); !_stop; _start.Wait()) RunCall(runner);
        }
    }

    private void RunCall(DeviceRunner runner)
    {
        Exception? error = null;
        try
        {
            runner.Run(_call, _cancel.Token);
        }
        catch (Exception exception)
        {
            error = exception;
        }
        _ended!(error);
    }
}
