using AlexNet.Engine.Models;

namespace AlexNet.Engine.Training;

/// <summary>One network being trained: its weights, velocities, workspace and threads. After the first step nothing is allocated.</summary>
/// <remarks>
/// Results depend on the model, the options' seed and what the steps are given; never on the number of threads. Not thread-safe: one call at a time.
/// </remarks>
public sealed class TrainingSession : IDisposable
{
    /// <summary>Copies the model's weights and allocates everything.</summary>
    public TrainingSession(Model model, TrainingOptions options) => throw new NotImplementedException();

    /// <summary>Weights, velocities (AdamW's moments) and averages: all that a checkpoint has to hold beside the number of the step.</summary>
    public IReadOnlyList<TrainingTensor> State => throw new NotImplementedException();

    /// <summary>One step: forward, backward, new weights.</summary>
    /// <param name="step">Number of the step, from 0. Dropout's choice follows from it and the seed.</param>
    /// <param name="learningRate">The rate.</param>
    /// <param name="images">[n][channels][height][width].</param>
    /// <param name="targets">n of them, 1 to the batch size.</param>
    public StepResult Step(long step, float learningRate, ReadOnlySpan<float> images, ReadOnlySpan<Target> targets) => throw new NotImplementedException();

    /// <summary>A forward pass as at test time.</summary>
    public StepResult Evaluate(ReadOnlySpan<float> images, ReadOnlySpan<Target> targets, bool averaged = false) => throw new NotImplementedException();

    /// <summary>The network as it stands now, in memory of its own.</summary>
    public Model ToModel(bool averaged = false) => throw new NotImplementedException();

    /// <summary>Ends the threads and frees the memory.</summary>
    public void Dispose() { }
}
