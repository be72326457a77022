using AlexNet.Engine.Devices;
using AlexNet.Engine.Devices.Timelines;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;

namespace AlexNet.Imaging.Classification;

/// <summary>What a batch of photos runs on: a session on this process's threads as one device, or on several devices.</summary>
internal sealed class BatchSessions : IDisposable
{
    private readonly ClassifierOptions _options;

    // One plan, for a whole batch, even where the first photo comes alone: its answer must not depend on when the next one was decoded.
    private readonly InferencePlan? _plan;
    private IInferenceSession? _session;

    /// <summary>Packs the weights, or hands the devices their shares of them.</summary>
    public BatchSessions(Model model, ClassifierOptions options)
    {
        _options = options;
        var (batch, plan) = (options.Photos * options.Views, options.Plan);
        if (options.Devices is { } devices) _session = new DeviceSession(model, devices with { Plan = plan, Threads = options.Threads }, batch);
        else _plan = InferencePlan.For(model, plan with { Batch = batch, Threads = options.Threads });
    }

    /// <summary>What the devices did; null unless that was asked for.</summary>
    public Timeline? Timeline => (_session as DeviceSession)?.Timeline;

    /// <summary>A session for so many photos. The first ones may come alone: memory for a whole batch is taken when there is a whole batch.</summary>
    public IInferenceSession For(int photos)
    {
        if (_session is { } session && session.Batch >= photos * _options.Views) return session;
        _session?.Dispose();
        _session = null;
        return _session = new InferenceSession(_plan!, (photos == 1 ? 1 : _options.Photos) * _options.Views, _options.Threads);
    }

    /// <inheritdoc/>
    public void Dispose() => _session?.Dispose();
}
