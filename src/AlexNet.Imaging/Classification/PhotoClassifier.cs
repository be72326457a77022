using System.Diagnostics.CodeAnalysis;
using AlexNet.Engine.Devices.Timelines;
using AlexNet.Engine.Inference.Measuring;
using AlexNet.Engine.Models;
using AlexNet.Imaging.Views;

namespace AlexNet.Imaging.Classification;

/// <summary>
/// Photos in, answers out, in the same order: while one batch goes through the network, other threads decode the next photos. Memory is
/// bounded: <see cref="Add"/> waits when too many photos are under way.
/// </summary>
/// <remarks>
/// One caller's thread adds and takes; <see cref="Cancel"/> may come from any thread. A batch is what has been added and not yet computed, up to the batch size,
/// so that a single photo is answered at once and a flood of them in whole batches.
/// </remarks>
public sealed class PhotoClassifier : IDisposable
{
    // How long the end waits for threads. One that is in a read or a codec that hears nothing ends by itself later, in the background.
    private const int JoinMilliseconds = 50;

    private readonly ClassifierOptions _options;
    private readonly DecoderLane _lane;
    private readonly PhotoBatch _batch;
    private readonly Thread _thread;
    private readonly CancellationTokenSource _stop = new();

    // The token outlives its source, for a thread that ends late.
    private readonly CancellationToken _stopped;

    // All below is guarded by _gate, on which every change is pulsed.
    private readonly object _gate = new();
    private readonly Queue<PhotoJob> _uncomputed = [];
    private readonly Queue<PhotoResult> _results = [];
    private int _underWay;
    private bool _complete;

    /// <summary>Packs the model's weights, if nobody has, and starts the thread that collects batches.</summary>
    /// <param name="model">Who answers.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option cannot be meant.</exception>
    /// <exception cref="InvalidOperationException">Ten views are asked of a model that leaves no margin to cut them from.</exception>
    public PhotoClassifier(Model model, ClassifierOptions? options = null)
    {
        _options = (options ?? new ClassifierOptions()).Validated();
        var preprocessor = new Preprocessor(model.Preprocessing, model.Architecture.Input.Height, _options.Images);
        _batch = new PhotoBatch(model, _options);
        _stopped = _stop.Token;
        _lane = new DecoderLane(preprocessor, _options.Views, _options.Decoders, _options.Photos, Room, EndDecoding, _stopped);
        _thread = new Thread(ComputeAll) { IsBackground = true, Name = "AlexNet batches" };
        _thread.Start();
    }

    /// <summary>What the devices did; null unless <see cref="ClassifierOptions.Devices"/> asks for it. To be read when all results are taken.</summary>
    public Timeline? Timeline => _batch.Timeline;

    /// <summary>How long each layer took; null unless <see cref="ClassifierOptions.LayerTimes"/> asks for it. To be read when all results are taken.</summary>
    public IReadOnlyList<LayerTime>? LayerTimes => _batch.LayerTimes;

    /// <summary>Photos added whose results have not been taken.</summary>
    public int Pending
    {
        get
        {
            lock (_gate) return _underWay + _results.Count;
        }
    }

    /// <summary>Photos that may be under way at once.</summary>
    private int Room => 2 * _options.Photos + _options.Decoders;

    /// <summary>Adds a photo; waits while too many are under way.</summary>
    /// <exception cref="OperationCanceledException">The token, or <see cref="Cancel"/>, ended the wait.</exception>
    public void Add(PhotoSource photo, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(photo);
        lock (_gate)
        {
            if (_complete) throw new InvalidOperationException("no photo can be added after Complete");
            WaitUntil(() => _underWay < Room, cancellation);
            var job = new PhotoJob(photo, _lane);
            _underWay++;
            _uncomputed.Enqueue(job);
            DecoderPool.Add(job);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The next result in the order of adding, if it is there already.</summary>
    public bool TryTake([NotNullWhen(true)] out PhotoResult? result)
    {
        lock (_gate) return _results.TryDequeue(out result);
    }

    /// <summary>Says that no further photo will be added.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _complete = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>All results that are left, in the order of adding, as they come.</summary>
    /// <exception cref="OperationCanceledException">The token, or <see cref="Cancel"/>, ended the wait.</exception>
    public IEnumerable<PhotoResult> TakeAll(CancellationToken cancellation = default)
    {
        Complete();
        while (true)
        {
            PhotoResult? result;
            lock (_gate)
            {
                WaitUntil(() => _results.Count > 0 || _underWay == 0, cancellation);
                if (!_results.TryDequeue(out result)) yield break;
            }
            yield return result;
        }
    }

    /// <summary>Ends all work within milliseconds; what is under way gets no result.</summary>
    public void Cancel()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            return;
        }
        Pulse();
    }

    /// <summary>Ends all work. Returns within a tenth of a second, also while a photo's stream or codec hears no cancellation: such a thread ends on its own.</summary>
    public void Dispose()
    {
        Cancel();
        var deadline = Environment.TickCount64 + JoinMilliseconds;
        if (_thread.Join(JoinMilliseconds) & DecoderPool.WaitFor(_lane, deadline)) _stop.Dispose();
    }

    private void EndDecoding(PhotoJob job)
    {
        lock (_gate)
        {
            job.IsDecoded = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void ComputeAll()
    {
        var jobs = new List<PhotoJob>();
        try
        {
            while (Collect(jobs))
            {
                var results = Run(jobs);
                foreach (var job in jobs) DecoderPool.Release(job);
                lock (_gate)
                {
                    foreach (var result in results) _results.Enqueue(result);
                    _underWay -= results.Length;
                    Monitor.PulseAll(_gate);
                }
            }
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // Nobody waits for these results any more.
        }
        finally
        {
            foreach (var job in jobs) DecoderPool.Release(job);
            lock (_gate)
                while (_uncomputed.TryDequeue(out var job)) DecoderPool.Release(job);
            _batch.Dispose();
        }
    }

    private PhotoResult[] Run(List<PhotoJob> jobs)
    {
        PhotoResult[] results = [];
        ComputePool.Run(_options.Threads, () =>
        {
            AddDecoded(jobs);
            results = _batch.Run(jobs, _stopped);
        }, _stopped);
        return results;
    }

    /// <summary>Fills a batch with what has been decoded since it was collected.</summary>
    private void AddDecoded(List<PhotoJob> jobs)
    {
        lock (_gate)
            while (jobs.Count < _options.Photos && _uncomputed.TryPeek(out var job) && job.IsDecoded) jobs.Add(_uncomputed.Dequeue());
    }

    /// <summary>Puts into an emptied batch what has been added, up to its size, once it is decoded; false at the end.</summary>
    private bool Collect(List<PhotoJob> jobs)
    {
        jobs.Clear();
        lock (_gate)
        {
            WaitUntil(() => _uncomputed.Count > 0 || _complete, default);
            while (jobs.Count < _options.Photos && _uncomputed.TryDequeue(out var job))
            {
                jobs.Add(job);
                WaitUntil(() => job.IsDecoded, default, DecoderPool.Help);
            }
            return jobs.Count > 0;
        }
    }

    /// <summary>Waits, with the gate held, until a condition on what it guards is true; calls for help when that takes long.</summary>
    private void WaitUntil(Func<bool> condition, CancellationToken cancellation, Action? help = null)
    {
        // Unregistered, not disposed of: disposal would wait for a callback that waits for the gate.
        var wake = cancellation.UnsafeRegister(static classifier => ((PhotoClassifier)classifier!).Pulse(), this);
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                _stopped.ThrowIfCancellationRequested();
                if (condition()) return;
                if (!Monitor.Wait(_gate, help is null ? Timeout.Infinite : DecoderPool.PatienceMilliseconds)) help?.Invoke();
            }
        }
        finally
        {
            wake.Unregister();
        }
    }

    private void Pulse()
    {
        lock (_gate) Monitor.PulseAll(_gate);
    }
}
