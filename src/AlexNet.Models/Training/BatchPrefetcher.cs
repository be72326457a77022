using System.Collections.Concurrent;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training;

namespace AlexNet.Models.Training;

/// <summary>A batch that is ready.</summary>
internal sealed class ReadyBatch(int batchSize, int imageLength)
{
    public NativeBuffer Images { get; } = new((long)batchSize * imageLength);

    public Target[] Targets { get; } = new Target[batchSize];

    public int Count { get; set; }

    public ReadOnlySpan<float> Filled => Images.Span(0, Count * imageLength);

    public ReadOnlySpan<Target> Labels => Targets.AsSpan(0, Count);
}

/// <summary>Has the next batches made by a thread of its own while the present one is computed. Two are under way at most; memory is taken once.</summary>
internal sealed class BatchPrefetcher : IDisposable
{
    private const int Ahead = 2;

    private readonly BlockingCollection<ReadyBatch> _ready = new(Ahead);
    private readonly BlockingCollection<ReadyBatch> _free = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopped;
    private readonly Thread _thread;
    private Exception? _error;

    /// <summary>Begins at once.</summary>
    /// <param name="source">Who makes batches.</param>
    /// <param name="batches">Epoch and number of each batch, in order; may be without end.</param>
    /// <param name="batchSize">Examples of a full batch.</param>
    /// <param name="imageLength">Floats of an image.</param>
    public BatchPrefetcher(IBatchSource source, IEnumerable<(int Epoch, int Batch)> batches, int batchSize, int imageLength)
    {
        _stopped = _stop.Token;
        for (var i = 0; i < Ahead + 1; i++) _free.Add(new ReadyBatch(batchSize, imageLength));
        _thread = new Thread(() => Work(source, batches, batchSize, imageLength)) { IsBackground = true, Name = "AlexNet batches" };
        _thread.Start();
    }

    /// <summary>The next batch; give it back with <see cref="Return"/>.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ReadyBatch Take(CancellationToken cancellation)
    {
        if (_ready.TryTake(out var batch, Timeout.Infinite, cancellation)) return batch;
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_error ?? new InvalidOperationException("there is no batch left"));
        throw _error!;
    }

    /// <summary>Lets the batch's memory be filled again.</summary>
    public void Return(ReadyBatch batch) => _free.Add(batch);

    /// <summary>Ends the thread. One that is in a decoder ends by itself when that comes back, and then the memory goes too.</summary>
    public void Dispose() => _stop.Cancel();

    private void Work(IBatchSource source, IEnumerable<(int Epoch, int Batch)> batches, int batchSize, int imageLength)
    {
        try
        {
            foreach (var (epoch, number) in batches)
            {
                var batch = _free.Take(_stopped);
                batch.Count = source.Fill(epoch, number, batchSize, batch.Images.Span(0, checked(batchSize * imageLength)), batch.Targets);
                _ready.Add(batch, _stopped);
            }
        }
        catch (Exception error)
        {
            _error = error;
        }
        _ready.CompleteAdding();
    }
}
