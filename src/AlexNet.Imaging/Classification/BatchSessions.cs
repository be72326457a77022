using AlexNet.Engine.Devices;
using AlexNet.Engine.Devices.Timelines;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Measuring;
using AlexNet.Engine.Models;

namespace AlexNet.Imaging.Classification;

/// <summary>What a batch of photos runs on: a session on this process's threads as one device, or on several devices.</summary>
internal sealed class BatchSessions : IDisposable
{
    private readonly ClassifierOptions _options;

    // One plan, for a whole batch, even where the first photo comes alone: its answer must not depend on when the next one was decoded.
    private readonly InferencePlan? _plan;
    private readonly DeviceSession? _devices;
    private readonly LayerClock? _clock;

    /// <summary>Packs the weights, or hands the devices their shares of them.</summary>
    public BatchSessions(Model model, ClassifierOptions options)
    {
        _options = options;
        var (batch, plan) = (options.Photos * options.Views, options.Plan);
        if (options.Devices is { } devices)
        {
            // Devices take their times by recording what they do.
            _devices = new DeviceSession(model, devices with { Plan = plan, Threads = options.Threads, Timeline = devices.Timeline || options.LayerTimes }, batch);
            return;
        }
        _plan = InferencePlan.For(model, plan with { Batch = batch, Threads = options.Threads });
        if (options.LayerTimes) _clock = new LayerClock(_plan);
    }

    /// <summary>What the devices did; null unless that was asked for.</summary>
    public Timeline? Timeline => _options.Devices is { Timeline: true } ? Recorded : null;

    /// <summary>How long each layer took so far; null unless that was asked for.</summary>
    public IReadOnlyList<LayerTime>? LayerTimes => !_options.LayerTimes ? null : _clock?.Times ?? LayerTime.Of(Recorded!);

    private Timeline? Recorded => _devices?.Timeline;

    /// <summary>A session for so many photos, to be given back. The first ones may come alone: memory for a whole batch is taken when there is a whole batch.</summary>
    public IInferenceSession Take(int photos) =>
        _devices as IInferenceSession ?? IdleSessions.Take(_plan!, (photos == 1 ? 1 : _options.Photos) * _options.Views, _options.Threads);

    /// <summary>Ends the use of a session.</summary>
    public void Give(IInferenceSession session)
    {
        if (session is InferenceSession own) IdleSessions.Give(own);
    }

    /// <summary>One forward pass of a session that <see cref="Take"/> gave, timed if that was asked for.</summary>
    public void Run(IInferenceSession session, int images, CancellationToken cancellation)
    {
        if (_clock is not null) _clock.Run((InferenceSession)session, images, cancellation);
        else session.Run(images, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _devices?.Dispose();
}
