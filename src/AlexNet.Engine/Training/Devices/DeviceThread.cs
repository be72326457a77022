using AlexNet.Engine.Devices.Hardware;

namespace AlexNet.Engine.Training.Devices;

/// <summary>A device's own thread, on the device's cores where the system allows it, which does the same work again whenever it is started.</summary>
internal sealed class DeviceThread : IDisposable
{
    private readonly Thread _thread;
    private readonly SemaphoreSlim _start = new(0);
    private readonly IReadOnlyList<int> _cores;
    private readonly Action _work;
    private readonly Action<Exception?> _ended;
    private volatile bool _stop;

    /// <param name="name">Name of the device.</param>
    /// <param name="cores">Its cores.</param>
    /// <param name="work">The work.</param>
    /// <param name="ended">Called after each time, with null or what went wrong.</param>
    public DeviceThread(string name, IReadOnlyList<int> cores, Action work, Action<Exception?> ended)
    {
        (_cores, _work, _ended) = (cores, work, ended);
        _thread = new Thread(Work) { IsBackground = true, Name = $"AlexNet training {name}" };
        _thread.Start();
    }

    /// <summary>Starts the work and returns at once.</summary>
    public void Start() => _start.Release();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_stop) return;
        _stop = true;
        _start.Release();
        _thread.Join();
        _start.Dispose();
    }

    private void Work()
    {
        Affinity.Pin(_cores);
        for (_start.Wait(); !_stop; _start.Wait())
        {
            Exception? error = null;
            try
            {
                _work();
            }
            catch (Exception exception)
            {
                error = exception;
            }
            _ended(error);
        }
    }
}
