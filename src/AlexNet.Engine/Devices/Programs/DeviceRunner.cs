using AlexNet.Engine.Devices.Memory;
using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Devices.Timelines;
using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Devices.Programs;

/// <summary>
/// Runs a device's program on its threads. Driven by messages: the stage furthest along whose next micro-batch has its inputs goes on; while one waits for the
/// other device's maps, an earlier stage takes the next images. The fully connected stages take all images at once.
/// </summary>
/// <remarks>Everything is allocated at construction. Inputs of a stage lie in the mailbox, so what a stage writes goes straight to where the next reads.</remarks>
internal sealed unsafe class DeviceRunner : IDisposable
{
    private readonly DeviceProgram _program;
    private readonly PartitionPlan _plan;
    private readonly int _device;
    private readonly ExchangeMemory _memory;
    private readonly SpanRecorder _recorder;
    private readonly ThreadTeam _team;
    private readonly NativeBuffer[] _maps = new NativeBuffer[2];
    private readonly NativeBuffer _shared;
    private readonly NativeBuffer _workers;
    private readonly long _workerStride;
    private readonly int[] _done;
    private readonly int _spatial;
    private readonly (int Layer, int Layers)[][] _layers;
    private readonly (int Layer, int Layers)[] _exchanges;

    /// <param name="program">What is run.</param>
    /// <param name="plan">How the network is cut.</param>
    /// <param name="device">Which device this is.</param>
    /// <param name="memory">Where inputs come from and outputs go to.</param>
    /// <param name="cores">The cores of its threads, one a thread.</param>
    public DeviceRunner(DeviceProgram program, PartitionPlan plan, int device, ExchangeMemory memory, IReadOnlyList<int> cores)
    {
        (_program, _plan, _device, _memory) = (program, plan, device, memory);
        _recorder = new SpanRecorder(memory, device);
        _spatial = plan.Stages.Count(stage => stage.IsSpatial);
        var layers = plan.Architecture.Layers.Select(layer => layer.Name).ToList();
        _layers = [.. program.Stages.Select(steps => steps.Select(step => (layers.IndexOf(step.Layers[0]), step.Layers.Count)).ToArray())];
        _exchanges = [.. plan.Stages.Select(stage => (layers.IndexOf(stage.Name), 1))];
        var batch = memory.Layout.Batch;
        _done = new int[_spatial + 1];
        var steps = plan.Stages.SelectMany(stage => program.Stages[stage.Index].Select(step => (Step: step, Images: stage.IsSpatial ? Math.Min(batch, MicroBatch.Most) : batch))).ToList();
        var maps = steps.Max(step => step.Images * step.Step.Output.Count);
        _maps[0] = new NativeBuffer(maps);
        _maps[1] = new NativeBuffer(maps);
        _shared = new NativeBuffer(steps.Max(step => Scratch(step.Images, step.Step.SharedScratch)));
        // Whole pages, so that no two threads write to the same one.
        _workerStride = (steps.Max(step => Scratch(step.Images, step.Step.WorkerScratch)) + 1023) / 1024 * 1024;
        _workers = new NativeBuffer(_workerStride * cores.Count);
        _team = new ThreadTeam(cores.Count, _ => Hardware.Affinity.Pin(cores));
    }

    private Mailbox Inbox => _memory[_device];

    /// <summary>Runs a call. On the thread that constructed it or another, but one at a time.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, or another device's end has ended it.</exception>
    public void Run(DeviceCall call, CancellationToken cancellation)
    {
        _recorder.Begin(call.Records);
        _team.Cancellation = cancellation;
        try
        {
            RunSpatial(call, cancellation);
            for (var stage = _spatial; stage < _plan.Stages.Count; stage++)
            {
                WaitFor(stage, call, call.Images, cancellation);
                RunStage(stage, call, 0, call.Images, isPrepared: false);
            }
        }
        finally
        {
            _team.Cancellation = default;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _team.Dispose();
        foreach (var buffer in (ReadOnlySpan<NativeBuffer>)[_maps[0], _maps[1], _shared, _workers]) buffer.Dispose();
    }

    // Fewer images may want more scratch: a step that takes them in several goes takes equal parts.
    private static long Scratch(int images, Func<int, long> size) => Enumerable.Range(1, images).Max(size);

    private void RunSpatial(DeviceCall call, CancellationToken cancellation)
    {
        // Images that each stage has done; the first entry stands for the image itself, which is there.
        _done.AsSpan().Clear();
        _done[0] = call.Images;
        while (_spatial > 0 && _done[_spatial] < call.Images)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Ready(call) is >= 0 and var ready) Advance(ready, call, isPrepared: false);
            else
            {
                // The last stage that has its own half: of a single image its work begins with that.
                var stage = LastStarted(call);
                var isPrepared = Prepare(stage, call, _done[stage + 1], End(stage, call) - _done[stage + 1], cancellation);
                WaitFor(stage, call, End(stage, call), cancellation);
                Advance(stage, call, isPrepared);
            }
        }
    }

    /// <summary>The last stage, furthest along, whose next micro-batch has its inputs; -1 when all wait.</summary>
    private int Ready(DeviceCall call)
    {
        for (var stage = _spatial - 1; stage >= 0; stage--)
            if (_done[stage + 1] < call.Images && _done[stage] >= End(stage, call) && HasInputs(stage, call, End(stage, call))) return stage;
        return -1;
    }

    private int LastStarted(DeviceCall call)
    {
        var stage = _spatial - 1;
        while (_done[stage + 1] == call.Images || _done[stage] < End(stage, call)) stage--;
        return stage;
    }

    /// <summary>Where a stage's next micro-batch ends.</summary>
    private int End(int stage, DeviceCall call) =>
        Math.Min(call.Images, _done[stage + 1] + MicroBatch.Of(_plan.Stages[stage], call.Images, call.ImagesTogether));

    private void Advance(int stage, DeviceCall call, bool isPrepared)
    {
        var end = End(stage, call);
        RunStage(stage, call, _done[stage + 1], end - _done[stage + 1], isPrepared);
        _done[stage + 1] = end;
    }

    private bool HasInputs(int stage, DeviceCall call, int images)
    {
        var exchanges = _plan.Stages[stage].Layers[0].Exchanges;
        if (stage == 0) return true;
        for (var i = 0; i < exchanges.Count; i++)
            if (exchanges[i].To == _device && !Inbox.HasArrived(stage, exchanges[i].From, call, images)) return false;
        return true;
    }

    private void WaitFor(int stage, DeviceCall call, int images, CancellationToken cancellation)
    {
        if (HasInputs(stage, call, images)) return;
        var start = _recorder.Start();
        var wait = new ArrivalWait(Inbox, call, cancellation);
        while (!HasInputs(stage, call, images)) wait.Once();
        _recorder.Add(start, SpanKind.Wait, _exchanges[stage], 0, images - 1, 1, 0);
    }

    /// <summary>Begins a stage with the maps that are there, its own first, then each sender's as they come. Says whether all are prepared.</summary>
    private bool Prepare(int stage, DeviceCall call, int firstImage, int images, CancellationToken cancellation)
    {
        var steps = _program.Stages[stage];
        if (steps.Count == 0 || !steps[0].CanPrepare(images)) return false;
        var cut = _plan.Stages[stage];
        var run = RunOf(images, _memory.Slot(_device, stage, firstImage), null);
        PrepareChannels(cut.Own(_device), cut, run, firstImage);
        var exchanges = cut.Layers[0].Exchanges;
        for (var i = 0; i < exchanges.Count; i++)
        {
            if (exchanges[i].To != _device) continue;
            if (!Inbox.HasArrived(stage, exchanges[i].From, call, firstImage + images))
            {
                var start = _recorder.Start();
                var wait = new ArrivalWait(Inbox, call, cancellation);
                while (!Inbox.HasArrived(stage, exchanges[i].From, call, firstImage + images)) wait.Once();
                _recorder.Add(start, SpanKind.Wait, _exchanges[stage], 0, firstImage, images, 0);
            }
            PrepareChannels(exchanges[i].Channels, cut, run, firstImage);
        }
        return true;
    }

    private void PrepareChannels(ChannelRange channels, PartitionStage stage, in StepRun run, int firstImage)
    {
        if (channels.IsEmpty) return;
        var start = _recorder.Start();
        _program.Stages[stage.Index][0].Prepare(run, channels.First - stage.Reads(_device).First, channels.Count);
        _recorder.Add(start, SpanKind.Prepare, _layers[stage.Index][0], 0, firstImage, run.Images, 0);
    }

    private void RunStage(int stage, DeviceCall call, int firstImage, int images, bool isPrepared)
    {
        var steps = _program.Stages[stage];
        var last = steps.Count - 1;
        var source = _memory.Slot(_device, stage, firstImage);
        for (var i = 0; i <= last; i++)
        {
            var target = i == last && Direct(stage, firstImage, images) is var direct && direct is not null ? direct : _maps[i & 1].Pointer;
            var run = RunOf(images, source, target);
            var start = _recorder.Start();
            if (i == 0 && isPrepared) steps[i].Finish(run);
            else steps[i].Run(run);
            _recorder.Add(start, SpanKind.Compute, _layers[stage][i], 0, firstImage, images, 0);
            source = target;
        }
        HandOn(stage, call, firstImage, images, source);
    }

    /// <summary>Where the own part of the next stage's input is, when one image's values go there as they are.</summary>
    private float* Direct(int stage, int firstImage, int images)
    {
        if (images > 1 || stage + 1 == _plan.Stages.Count) return null;
        var next = _plan.Stages[stage + 1];
        if (next.Own(_device) != _plan.Stages[stage].Writes(_device)) return null;
        return _memory.Slot(_device, stage + 1, firstImage) + (long)(next.Own(_device).First - next.Reads(_device).First) * next.Plane;
    }

    /// <summary>Puts a stage's outputs, [images][channels written][plane], where they are read: into the mailboxes, the own one included, or to the host.</summary>
    private void HandOn(int stage, DeviceCall call, int firstImage, int images, float* source)
    {
        var writes = _plan.Stages[stage].Writes(_device);
        if (stage + 1 == _plan.Stages.Count)
        {
            for (var image = 0; image < images; image++)
                new ReadOnlySpan<float>(source + (long)image * writes.Count, writes.Count).CopyTo(new Span<float>(_memory.Logits(firstImage + image) + writes.First, writes.Count));
            // The host waits for the device's end, not for this; the line counts.
            Inbox.Post(0, _device, call, firstImage + images, (long)images * writes.Count * sizeof(float));
            return;
        }
        var next = _plan.Stages[stage + 1];
        Put(_device, next.Own(_device), next, firstImage, images, source, writes);
        var exchanges = next.Layers[0].Exchanges;
        for (var i = 0; i < exchanges.Count; i++)
        {
            if (exchanges[i].From != _device) continue;
            var start = _recorder.Start();
            Put(exchanges[i].To, exchanges[i].Channels, next, firstImage, images, source, writes);
            _memory[exchanges[i].To].Post(stage + 1, _device, call, firstImage + images, images * exchanges[i].BytesPerImage);
            _recorder.Add(start, SpanKind.Send, _exchanges[stage + 1], exchanges[i].To, firstImage, images, images * exchanges[i].BytesPerImage);
        }
    }

    /// <summary>Puts some of the written channels where a device's share of the next stage reads them.</summary>
    private void Put(int to, ChannelRange channels, PartitionStage next, int firstImage, int images, float* source, ChannelRange writes)
    {
        var plane = next.Plane;
        var offset = (long)(channels.First - next.Reads(to).First) * plane;
        source += (long)(channels.First - writes.First) * plane;
        for (var image = 0; image < images; image++)
            _memory[to].Put(next.Index, firstImage + image, offset, source + (long)image * writes.Count * plane, (long)channels.Count * plane);
    }

    private StepRun RunOf(int images, float* source, float* target) => new()
    {
        Team = _team,
        Images = images,
        Input = source,
        Output = target,
        Shared = _shared.Pointer,
        Workers = _workers.Pointer,
        WorkerStride = _workerStride,
    };
}
