using AlexNet.Engine.Inference;
using AlexNet.Engine.Inspection;
using AlexNet.Engine.Models;
using AlexNet.Imaging.Views;
using AlexNet.PowerShell.Photos;

namespace AlexNet.PowerShell.Looks;

/// <summary>Photos through a whole network whose layers are watched. The door to what reads photos.</summary>
internal sealed class ActivationRun : IDisposable
{
    private readonly InferenceSession _session;
    private readonly ActivationCounter _counter;
    private readonly Preprocessor _preprocessor;

    /// <summary>Packs the weights.</summary>
    public ActivationRun(Model model, int threads) =>
        (_session, _counter, _preprocessor) = (new InferenceSession(InferencePlan.For(model), 1, threads), new ActivationCounter(model), FeatureRun.Of(model));

    /// <summary>The layers so far.</summary>
    public IReadOnlyList<LayerActivation> Layers => _counter.Layers;

    /// <summary>Counts a photo.</summary>
    /// <exception cref="Errors.Failure">It cannot be used, or an answer is not a number.</exception>
    public void Add(PhotoInput photo, CancellationToken stop) => FeatureRun.Guard(photo, () =>
    {
        photo.Load(_preprocessor, _session.Input(0), stop);
        _counter.Run(_session, stop);
        return true;
    });

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
