namespace AlexNet.Bench.Rivals;

/// <summary>An engine with a model, a batch and a number of threads, ready to run.</summary>
internal interface IContender : IDisposable
{
    string Name { get; }

    /// <summary>The place of all images of the batch, [image][channel][row][column]: filled once, used by every run.</summary>
    void SetInput(ReadOnlySpan<float> images);

    /// <summary>One forward pass of the whole batch.</summary>
    void Run();

    /// <summary>The last layer's outputs before softmax, [image][class].</summary>
    float[] Logits();
}
