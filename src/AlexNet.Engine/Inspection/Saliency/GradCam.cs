using AlexNet.Engine.Models;

namespace AlexNet.Engine.Inspection.Saliency;

/// <summary>
/// Grad-CAM (Selvaraju et al. 2017). With the maps A_k of a layer and the score y of a class: alpha_k = the mean over all places of dy/dA_k (equation 1), and the map is
/// ReLU of the sum of alpha_k A_k (equation 2).
/// </summary>
internal sealed class GradCam(Model model, int layer, int threads) : Explainer
{
    private readonly GradientNetwork _network = new(model, isGuided: false, threads);

    /// <inheritdoc/>
    public override Span<float> Input => _network.Input;

    /// <inheritdoc/>
    public override string Layer => model.Architecture.Layers[layer].Name;

    /// <inheritdoc/>
    public override int Width => model.Architecture.Shapes[layer].Output.Width;

    /// <inheritdoc/>
    public override float[] Answer(CancellationToken cancellation) => _network.Answer(cancellation);

    /// <inheritdoc/>
    public override float[] Map(int classIndex, CancellationToken cancellation)
    {
        var gradient = _network.Gradient(classIndex, layer, cancellation);
        var maps = _network.Outputs(layer);
        var plane = model.Architecture.Shapes[layer].Output.Plane;
        var sums = new double[plane];
        for (var first = 0; first < maps.Length; first += plane)
        {
            var alpha = 0.0;
            foreach (var value in gradient.Slice(first, plane)) alpha += value;
            alpha /= plane;
            for (var place = 0; place < plane; place++) sums[place] += alpha * maps[first + place];
        }
        return [.. sums.Select(sum => (float)Math.Max(0, sum))];
    }

    /// <inheritdoc/>
    public override void Dispose() => _network.Dispose();
}
