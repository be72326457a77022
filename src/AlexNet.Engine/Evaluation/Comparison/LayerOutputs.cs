using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Evaluation.Comparison;

/// <summary>One model and the outputs of all its layers for one image.</summary>
internal sealed class LayerOutputs : IDisposable
{
    /// <summary>What the network's input is called among the layers.</summary>
    public const string Input = "input";

    private readonly InferenceSession _session;
    private readonly LayerObserver _keep;
    private readonly Dictionary<string, (MapShape Shape, float[] Values)> _layers = [];

    public LayerOutputs(Model model, PlanOptions options, int threads)
    {
        _session = new InferenceSession(InferencePlan.For(model, options), batch: 1, threads);
        _keep = (layer, _, shape, values) => Keep(layer, shape, values);
    }

    /// <summary>The model.</summary>
    public Model Model => _session.Model;

    /// <summary>The place of the image, [channels][height][width].</summary>
    public Span<float> Image => _session.Input(0);

    /// <summary>Names of the layers in order; known after the first run.</summary>
    public IEnumerable<string> Names => _layers.Keys;

    /// <summary>A layer's shape; null where there is no such layer.</summary>
    public MapShape? Shape(string layer) => _layers.TryGetValue(layer, out var found) ? found.Shape : null;

    /// <summary>A layer's outputs for the last image, [channels][height][width].</summary>
    public ReadOnlySpan<float> Values(string layer) => _layers[layer].Values;

    /// <summary>The probability of each class for the last image.</summary>
    public ReadOnlySpan<float> Probabilities => _session.Probabilities(0);

    /// <summary>Runs the image through the network.</summary>
    public void Run(CancellationToken cancellation)
    {
        Keep(Input, Model.Architecture.Input, Image);
        _session.Run(1, cancellation, _keep);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    /// <summary>A layer with a nonlinearity that runs as a step of its own is seen twice: the second time counts.</summary>
    private void Keep(string layer, MapShape shape, ReadOnlySpan<float> values)
    {
        if (!_layers.TryGetValue(layer, out var kept)) _layers[layer] = kept = (shape, new float[values.Length]);
        values.CopyTo(kept.Values);
    }
}
