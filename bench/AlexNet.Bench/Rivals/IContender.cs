using AlexNet.Bench.Measuring;

namespace AlexNet.Bench.Rivals;

/// <summary>An engine with a model, a batch and a number of threads, ready to run.</summary>
internal interface IContender : IDisposable
{
    string Name { get; }

    /// <summary>One forward pass of the whole batch.</summary>
    void Run();

    /// <summary>Seconds of one forward pass; an engine in another process holds the watch itself.</summary>
    double TimedRun() => Timing.Seconds(Run);

    /// <summary>The last layer's outputs before softmax, [image][class].</summary>
    float[] Logits();
}
