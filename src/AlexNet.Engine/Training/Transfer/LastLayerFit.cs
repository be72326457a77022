using AlexNet.Engine.Models;

namespace AlexNet.Engine.Training.Transfer;

/// <summary>What fitting a last layer came to.</summary>
/// <param name="Model">The network with the fitted layer.</param>
/// <param name="WeightDecay">The weight decay that was chosen.</param>
/// <param name="Training">Loss and right answers on the training examples.</param>
/// <param name="HeldOut">Loss and right answers on the examples held out.</param>
public sealed record FittedModel(Model Model, double WeightDecay, StepResult Training, StepResult HeldOut);

/// <summary>
/// Fits a network's last layer to examples: softmax regression by L-BFGS, from strong weight decay to weak, each fit beginning where the one before ended. The one of least
/// loss on the examples held out is taken, and the path ends early once that loss rises: weaker decay would learn the examples by heart.
/// </summary>
public static class LastLayerFit
{
    // Weight decays, as shares of the features' variance: 10^-0.5, 10^-1, ..., 10^-6.
    private const int Decays = 12;
    private const double Ratio = 0.31622776601683794;

    // Fits in a row that do not better the loss before the path ends.
    private const int Patience = 2;
    private const int Iterations = 60;
    private const double Tolerance = 1e-4;

    /// <summary>Fits.</summary>
    /// <param name="model">With a last layer for the examples' classes, as <see cref="LastLayer.Replace"/> makes it; it stays as it is.</param>
    /// <param name="training">What the last layer reads for the training examples.</param>
    /// <param name="heldOut">The same for examples that choose the weight decay.</param>
    /// <param name="threads">Threads; 0 for one a core. The result does not depend on it.</param>
    /// <param name="progress">Told of each weight decay tried, and of the loss on the examples held out.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ArgumentException">There are no examples, or not as long as the last layer's inputs.</exception>
    /// <exception cref="LossNotFiniteException">The examples are not numbers.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static FittedModel Fit(
        Model model, FeatureRows training, FeatureRows heldOut, int threads = 0, IProgress<(double WeightDecay, double HeldOutLoss)>? progress = null, CancellationToken cancellation = default)
    {
        if (training.Count == 0 || heldOut.Count == 0) throw new ArgumentException($"found {training.Count} training examples and {heldOut.Count} held out, but needs at least one of each");
        using var objective = new LastLayerObjective(model, training, threads, cancellation);
        var minimizer = new Lbfgs(objective.Evaluate);
        var x = new float[objective.Length];
        var (best, decay) = (new float[x.Length], 0.0);
        var found = objective.Measure(x, heldOut);
        var scale = Math.Max(objective.MeanSquare, 1e-30);
        for (int i = 0, failures = 0; i < Decays && failures < Patience; i++)
        {
            objective.WeightDecay = scale * Math.Pow(Ratio, i + 1);
            minimizer.Minimize(x, Iterations, Tolerance);
            var heldOutNow = objective.Measure(x, heldOut);
            progress?.Report((objective.WeightDecay, heldOutNow.Loss));
            var isBetter = i == 0 || heldOutNow.Loss < found.Loss;
            failures = isBetter ? 0 : failures + 1;
            if (!isBetter) continue;
            (found, decay) = (heldOutNow, objective.WeightDecay);
            x.CopyTo(best, 0);
        }
        return new FittedModel(objective.ToModel(best), decay, objective.Measure(best, training), found);
    }
}
