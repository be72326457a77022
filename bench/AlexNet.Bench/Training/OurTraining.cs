using System.Diagnostics;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Training;

namespace AlexNet.Bench.Training;

/// <summary>Our training steps of a batch of made-up images.</summary>
internal sealed class OurTraining : IDisposable
{
    private readonly TrainingSession _session;
    private readonly float[] _images;
    private readonly Target[] _targets;
    private readonly Dictionary<string, double> _times = [];
    private long _last;
    private long _step;

    public OurTraining(string network, int batch, int threads)
    {
        var model = ModelFactory.Create(KnownArchitectures.Get(network));
        _session = new TrainingSession(model, new TrainingOptions { BatchSize = batch, Threads = threads });
        _images = new float[batch * model.Architecture.Input.Count];
        SeededWeights.Fill(_images, "bench.images", seed: 0, scale: 128);
        _targets = [.. Enumerable.Range(0, batch).Select(index => Target.Of(index * 37 % model.Architecture.Classes))];
    }

    public StepResult Step()
    {
        _last = Stopwatch.GetTimestamp();
        return _session.Step(_step++, 0.01f, _images, _targets);
    }

    public void Watch(bool on) => _session.PartDone = on ? Note : null;

    public void Print(int steps)
    {
        foreach (var (name, seconds) in _times) Console.WriteLine($"  {name,-30} {seconds * 1e3 / steps:0.0} ms");
    }

    public void Dispose() => _session.Dispose();

    private void Note(string part)
    {
        var now = Stopwatch.GetTimestamp();
        _times[part] = _times.GetValueOrDefault(part) + Stopwatch.GetElapsedTime(_last, now).TotalSeconds;
        _last = now;
    }
}
