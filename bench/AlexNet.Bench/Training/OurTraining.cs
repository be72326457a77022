using System.Diagnostics;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Training;

namespace AlexNet.Bench.Training;

/// <summary>Our training steps on a batch of made-up images, without dropout, so that everybody's losses can be compared.</summary>
internal sealed class OurTraining : IDisposable
{
    private const float LearningRate = 0.01f;

    private readonly TrainingSession _session;
    private readonly float[] _images;
    private readonly Target[] _targets;
    private readonly Dictionary<string, double> _times = [];
    private long _last;
    private long _step;

    public OurTraining(string network, int batch, int threads)
    {
        var model = Model(network);
        _session = new TrainingSession(model, new TrainingOptions { BatchSize = batch, Threads = threads });
        _images = Images(model, batch);
        _targets = [.. Enumerable.Range(0, batch).Select(index => Target.Of(index * 37 % model.Architecture.Classes))];
    }

    /// <summary>Seconds of each part of the steps so far, by its name in the order of the step.</summary>
    public IReadOnlyDictionary<string, double> Times => _times;

    /// <summary>The network as its authors drew it.</summary>
    public static Model Model(string network) => ModelFactory.Create(KnownArchitectures.Get(network).WithDropoutRate(0));

    /// <summary>The same made-up images for everyone, in the range that photos have.</summary>
    public static float[] Images(Model model, int batch)
    {
        var images = new float[batch * model.Architecture.Input.Count];
        SeededWeights.Fill(images, "bench.images", seed: 0, scale: 128);
        return images;
    }

    public StepResult Step()
    {
        _last = Stopwatch.GetTimestamp();
        return _session.Step(_step++, LearningRate, _images, _targets);
    }

    /// <summary>From now on the parts' times are taken.</summary>
    public void Watch() => _session.PartDone = part =>
    {
        var now = Stopwatch.GetTimestamp();
        _times[part] = _times.GetValueOrDefault(part) + Stopwatch.GetElapsedTime(_last, now).TotalSeconds;
        _last = now;
    };

    public void Dispose() => _session.Dispose();
}
