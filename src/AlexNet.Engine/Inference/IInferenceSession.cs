using AlexNet.Engine.Models;

namespace AlexNet.Engine.Inference;

/// <summary>Runs a model on batches of images, wherever that is: on the threads of this process or on several devices. The answers are the same bits.</summary>
/// <remarks>Not thread-safe: one forward pass at a time.</remarks>
public interface IInferenceSession : IDisposable
{
    /// <summary>The model that answers.</summary>
    Model Model { get; }

    /// <summary>Images a forward pass can take at most.</summary>
    int Batch { get; }

    /// <summary>The place of one input image, [channels][height][width], to be filled before <see cref="Run"/>.</summary>
    Span<float> Input(int image);

    /// <summary>The last layer's outputs for one image, before softmax. Valid until the next run.</summary>
    ReadOnlySpan<float> Logits(int image);

    /// <summary>The probability of each class for one image; they add up to 1. Valid until the next run.</summary>
    ReadOnlySpan<float> Probabilities(int image);

    /// <summary>One forward pass of the first <paramref name="images"/> inputs.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="NotFiniteException">An answer is not a number.</exception>
    void Run(int images, CancellationToken cancellation);
}
