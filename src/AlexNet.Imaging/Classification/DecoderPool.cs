namespace AlexNet.Imaging.Classification;

/// <summary>
/// Decodes the photos of all classifiers of the process, in the order in which they were added: as many at once as there are cores, and no further ahead of the computation than keeps it
/// fed. Were thirty-two runspaces to decode at once, each all that it was given, then none would have a whole batch for a long while, and their views would fill the memory.
/// </summary>
internal static class DecoderPool
{
    /// <summary>How long nothing may come out before one more thread is put to work: those there are wait for a slow disk or a stream, and use no core.</summary>
    public const int PatienceMilliseconds = 250;

    // How long a thread waits for its next photo, and memory for its next use.
    private const int LingerMilliseconds = 1000;
    private const int MostThreads = 256;

    // All below is guarded by the gate, on which every change is pulsed.
    private static readonly object Gate = new();
    private static readonly LinkedList<PhotoJob> Waiting = new();
    private static readonly Stack<float[]> Spare = new();
    private static long _ahead;
    private static int _threads, _free, _decoding;
    private static long _lastEnd;

    // The classifier whose batch is being filled, and how many photos it still lacks.
    private static DecoderLane? _begun;
    private static int _begunLeft;

    /// <summary>Whether no photo was decoded for a while.</summary>
    public static bool IsAtRest
    {
        get
        {
            lock (Gate) return _threads == 0;
        }
    }

    /// <summary>Floats of the views that have been lent.</summary>
    public static long FloatsAhead
    {
        get
        {
            lock (Gate) return _ahead;
        }
    }

    /// <summary>Puts a photo at the end of the line.</summary>
    public static void Add(PhotoJob job)
    {
        lock (Gate)
        {
            Waiting.AddLast(job);
            if (_free == 0 && _threads < Math.Max(Environment.ProcessorCount, job.Lane.PhotosAtOnce)) Start(isExtra: false);
            else Monitor.PulseAll(Gate);
        }
    }

    /// <summary>Gives a photo's memory back, at once or when its thread is through with it; if it has not been decoded, it will not be.</summary>
    public static void Release(PhotoJob job)
    {
        lock (Gate)
        {
            if (job.IsReleased) return;
            job.IsReleased = true;
            if (!job.IsDecoding) TakeBack(job);
            Monitor.PulseAll(Gate);
        }
    }

    /// <summary>Says that the computation may have run out of photos.</summary>
    public static void Look()
    {
        lock (Gate) Monitor.PulseAll(Gate);
    }

    /// <summary>Puts one more thread to work if those that there are got nowhere for a while.</summary>
    public static void Help()
    {
        lock (Gate)
        {
            if (Environment.TickCount64 - _lastEnd < PatienceMilliseconds || _threads >= MostThreads || _free > 0) return;
            _lastEnd = Environment.TickCount64;
            Start(isExtra: true);
        }
    }

    /// <summary>Waits, but not for long, until no thread is at a photo of a lane whose photos have been released.</summary>
    public static bool WaitFor(DecoderLane lane, long deadline)
    {
        lock (Gate)
        {
            while (lane.Decoding > 0)
            {
                var left = deadline - Environment.TickCount64;
                if (left <= 0) return false;
                Monitor.Wait(Gate, (int)left);
            }
            return true;
        }
    }

    private static void Start(bool isExtra)
    {
        _threads++;
        new Thread(() => Work(isExtra)) { IsBackground = true, Name = "AlexNet decoder" }.Start();
    }

    private static void Work(bool isExtra)
    {
        while (Next(isExtra) is { } job)
        {
            job.Lane.Decode(job);
            lock (Gate)
            {
                job.IsDecoding = false;
                job.Lane.Decoding--;
                _decoding--;
                if (job.IsReleased) TakeBack(job);
                _lastEnd = Environment.TickCount64;
                Monitor.PulseAll(Gate);
            }
            job.Lane.End(job);
        }
        lock (Gate)
        {
            if (--_threads > 0) return;
            Spare.Clear();
            _begun = null;
        }
        IdleSessions.Clear();
    }

    /// <summary>The next photo, with memory for it; null when the thread shall end.</summary>
    private static PhotoJob? Next(bool isExtra)
    {
        lock (Gate)
        {
            while (true)
            {
                if (FirstThatMay() is { } job)
                {
                    Waiting.Remove(job);
                    if (job.Value.IsReleased) continue;
                    Lend(job.Value);
                    return job.Value;
                }
                if (isExtra) return null;
                _free++;
                var pulsed = Monitor.Wait(Gate, LingerMilliseconds);
                _free--;
                if (!pulsed && Waiting.Count == 0) return null;
            }
        }
    }

    /// <summary>The first in line whose classifier may have one more decoded; none while there is enough for the computation to go on with.</summary>
    private static LinkedListNode<PhotoJob>? FirstThatMay()
    {
        // A batch that was begun comes before the line, so that it is soon whole.
        var first = (_begunLeft > 0 ? FirstThatMay(_begun) : null) ?? FirstThatMay(null);
        if (first is null || first.Value.IsReleased) return first;
        // Where nobody has a batch to compute, somebody waits for one more photo, whatever is held by others who do.
        return _ahead < first.Value.Lane.FloatsAhead || (_decoding == 0 && ComputePool.IsIdle) ? first : null;
    }

    private static LinkedListNode<PhotoJob>? FirstThatMay(DecoderLane? only)
    {
        for (var place = Waiting.First; place is not null; place = place.Next)
        {
            var lane = place.Value.Lane;
            if (place.Value.IsReleased || (lane == (only ?? lane) && lane.Decoding < lane.PhotosAtOnce)) return place;
        }
        return null;
    }

    private static void Lend(PhotoJob job)
    {
        if (job.Lane != _begun || _begunLeft == 0) (_begun, _begunLeft) = (job.Lane, job.Lane.Batch);
        _begunLeft--;
        job.IsDecoding = true;
        job.Lane.Decoding++;
        _decoding++;
        job.Lent = Spare.TryPop(out var spare) && spare.Length == job.Lane.Length ? spare : GC.AllocateUninitializedArray<float>(job.Lane.Length);
        _ahead += job.Lent.Length;
    }

    private static void TakeBack(PhotoJob job)
    {
        if (job.Lent is not { } lent) return;
        job.Lent = null;
        _ahead -= lent.Length;
        if (_threads > 0) Spare.Push(lent);
    }
}
