using AlexNet.Engine.Models;

namespace AlexNet.Engine.Inspection.Saliency;

/// <summary>
/// The gradient of a class's score with respect to the pixels; of a place's channels the one that changes the score most (Simonyan et al. 2013, section 3.1). Guided, it is
/// the gradient that Springenberg et al. 2014 have ReLUs pass back.
/// </summary>
internal sealed class InputGradient(Model model, bool isGuided, int threads) : Explainer
{
    private readonly GradientNetwork _network = new(model, isGuided, threads);

    /// <inheritdoc/>
    public override Span<float> Input => _network.Input;

    /// <inheritdoc/>
    public override int Width => model.Architecture.Input.Width;

    /// <inheritdoc/>
    public override float[] Answer(CancellationToken cancellation) => _network.Answer(cancellation);

    /// <inheritdoc/>
    public override float[] Map(int classIndex, CancellationToken cancellation)
    {
        var gradient = _network.Gradient(classIndex, GradientNetwork.InputLayer, cancellation);
        var map = new float[model.Architecture.Input.Plane];
        // NaN stays NaN: it is an error, and is found.
        for (var i = 0; i < gradient.Length; i++) map[i % map.Length] = Math.Max(map[i % map.Length], Math.Abs(gradient[i]));
        return map;
    }

    /// <inheritdoc/>
    public override void Dispose() => _network.Dispose();
}
