using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace AlexNet.Engine.Threading;

/// <summary>
/// A caller and a few workers that share out the pieces of one loop after another. Workers wait by spinning for a moment (the next
/// layer is microseconds away), then by sleeping. One loop at a time: a team belongs to one session and its one calling thread.
/// </summary>
internal sealed unsafe class ThreadTeam : IDisposable
{
    // The gate: generation of the loop in the upper half, whether it may be joined in bit 31, number of workers that joined in the lower bits.
    // A worker that is late finds the gate closed and is not waited for.
    private const long Open = 1L << 31;
    private const long JoinedMask = Open - 1;
    private const int PartStride = 128 / sizeof(long);
    private const int SpinsBetweenLooks = 64;

    // Longer than any layer leaves a worker without pieces. A worker that sleeps is woken on its waker's core, and stays there, doing nothing, until the
    // system moves it some milliseconds later: of spinning for a third of a millisecond every second run went through the convolutions on one core.
    private static readonly TimeSpan SpinTime = TimeSpan.FromMilliseconds(2);

    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _wake = new(0);
    private long _gate;
    private int _sleeping;
    private int _left;
    private volatile bool _stop;

    private void* _context;
    private delegate*<void*, int, int, void> _run;
    // Of each worker: the next piece of its own part of the loop and, beside it, the end of that part; a cache line and its neighbour apart.
    private readonly long[] _parts;
    private int _partCount;
    private ExceptionDispatchInfo? _error;
    private CancellationToken _cancellation;

    /// <summary>Starts <paramref name="size"/> - 1 background threads; the caller is the last of the team.</summary>
    /// <param name="size">Number of threads, the caller's included.</param>
    /// <param name="starting">Called by each of the others as it starts, with its number.</param>
    public ThreadTeam(int size, Action<int>? starting = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        _threads = new Thread[size - 1];
        _parts = new long[size * PartStride];
        for (var i = 0; i < _threads.Length; i++)
        {
            var worker = i + 1;
            _threads[i] = new Thread(() => { starting?.Invoke(worker); Work(worker); }, 256 * 1024) { IsBackground = true, Name = $"AlexNet worker {worker}" };
            _threads[i].Start();
        }
    }

    /// <summary>Number of threads, the caller's included.</summary>
    public int Size => _threads.Length + 1;

    /// <summary>How many of them the next loops may use; the results do not depend on it.</summary>
    public int Limit { get; set; } = int.MaxValue;

    /// <summary>Asked before each piece: once it is cancelled no further piece starts, and the loop throws.</summary>
    public CancellationToken Cancellation
    {
        get => _cancellation;
        set => _cancellation = value;
    }

    /// <summary>Runs pieces 0 to <paramref name="count"/> - 1 and returns when all are done. Allocates nothing.</summary>
    /// <param name="count">Number of pieces.</param>
    /// <param name="body">A local variable of the caller: the workers read it where it stands on the stack.</param>
    /// <exception cref="OperationCanceledException"><see cref="Cancellation"/> was cancelled; some pieces did not run.</exception>
    public void For<TBody>(int count, ref TBody body) where TBody : struct, IParallelBody
    {
        if (_threads.Length == 0 || Limit <= 1 || count <= 1)
        {
            for (var i = 0; i < count; i++)
            {
                _cancellation.ThrowIfCancellationRequested();
                body.Run(i, 0);
            }
            _cancellation.ThrowIfCancellationRequested();
            return;
        }
        _context = Unsafe.AsPointer(ref body);
        _run = &Invoke<TBody>;
        Divide(count);
        _left = 0;
        _error = null;
        var generation = ((_gate >> 32) + 1) << 32;
        Interlocked.Exchange(ref _gate, generation | Open);
        WakeSleepers(Math.Min(count, Limit) - 1);
        RunPieces(0);
        var joined = (int)(Interlocked.Exchange(ref _gate, generation) & JoinedMask);
        var spin = new SpinWait();
        while (Volatile.Read(ref _left) < joined) spin.SpinOnce(sleep1Threshold: -1);
        _error?.Throw();
        _cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Ends the workers and waits for them.</summary>
    public void Dispose()
    {
        if (_stop) return;
        _stop = true;
        _wake.Release(Math.Max(1, _threads.Length));
        foreach (var thread in _threads) thread.Join();
        _wake.Dispose();
    }

    private static void Invoke<TBody>(void* body, int index, int worker) where TBody : struct, IParallelBody =>
        Unsafe.AsRef<TBody>(body).Run(index, worker);

    private void RunPieces(int worker)
    {
        try
        {
            // Its own part first, then what is left of the others'.
            for (var turn = 0; turn < _partCount; turn++)
            {
                var part = (worker + turn) % _partCount * PartStride;
                while (!_cancellation.IsCancellationRequested)
                {
                    var index = Interlocked.Increment(ref _parts[part]) - 1;
                    if (index >= _parts[part + 1]) break;
                    _run(_context, (int)index, worker);
                }
            }
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref _error, ExceptionDispatchInfo.Capture(error), null);
            for (var part = 0; part < _partCount; part++) Volatile.Write(ref _parts[part * PartStride], int.MaxValue);
        }
    }

    /// <summary>
    /// Neighbouring pieces to the same worker, and the same share of every loop: where the pieces of one layer follow those of the layer before, a worker
    /// reads what it wrote itself.
    /// </summary>
    private void Divide(int count)
    {
        _partCount = Math.Min(Size, Limit);
        for (var part = 0; part < _partCount; part++)
        {
            _parts[part * PartStride] = (long)count * part / _partCount;
            _parts[part * PartStride + 1] = (long)count * (part + 1) / _partCount;
        }
    }

    private void Work(int worker)
    {
        var seen = 0L;
        while (!_stop)
        {
            if (!TryJoin(worker, ref seen)) WaitForLoop(worker, seen);
        }
    }

    /// <summary>Joins the open loop, unless it is full or this worker has been in it already.</summary>
    private bool TryJoin(int worker, ref long seen)
    {
        var gate = Volatile.Read(ref _gate);
        if (!MayJoin(gate, worker, seen)) return false;
        if (Interlocked.CompareExchange(ref _gate, gate + 1, gate) != gate) return true;
        seen = gate >> 32;
        RunPieces(worker);
        Interlocked.Increment(ref _left);
        return true;
    }

    private bool MayJoin(long gate, int worker, long seen) => (gate & Open) != 0 && gate >> 32 != seen && worker < Limit;

    private void WaitForLoop(int worker, long seen)
    {
        var start = Stopwatch.GetTimestamp();
        do
        {
            for (var i = 0; i < SpinsBetweenLooks; i++)
            {
                if (_stop || MayJoin(Volatile.Read(ref _gate), worker, seen)) return;
                Thread.SpinWait(8);
            }
        }
        while (Stopwatch.GetElapsedTime(start) < SpinTime);
        // Announce the sleep, then look once more: a loop opened in between has either seen the announcement or is seen here.
        Interlocked.Increment(ref _sleeping);
        if (!_stop && !MayJoin(Interlocked.Read(ref _gate), worker, seen)) _wake.Wait();
        Interlocked.Decrement(ref _sleeping);
    }

    private void WakeSleepers(int wanted)
    {
        var asleep = Math.Min(Volatile.Read(ref _sleeping), wanted);
        if (asleep > 0) _wake.Release(asleep);
    }
}
