using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Inspection;

/// <summary>
/// Reads the outputs of one layer as that layer gives them. Inference fuses nonlinearities and dropout's factor into the layer before; here conv1 is what its sums
/// are, below zero too, and relu1 what is left of them, as a hook in PyTorch sees them. What comes after the layer is not computed.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class LayerReader : IDisposable
{
    private readonly InferenceSession _session;

    /// <summary>Packs the weights up to the layer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">Name of a layer, in any case.</param>
    /// <param name="threads">Threads to use; 0 for one a core.</param>
    /// <param name="options">What must compute the convolutions; by default the rules choose.</param>
    /// <exception cref="ArgumentException">The network has no such layer: names those that there are.</exception>
    public LayerReader(Model model, string layer, int threads = 0, PlanOptions? options = null)
    {
        var index = IndexOf(model.Architecture, layer);
        Layer = model.Architecture.Layers[index].Name;
        Kind = model.Architecture.Layers[index].Kind;
        Shape = model.Architecture.Shapes[index].Output;
        _session = new InferenceSession(InferencePlan.For(Bare(model, index), options).UpTo(Layer), 1, threads);
    }

    /// <summary>Name of the layer.</summary>
    public string Layer { get; }

    /// <summary>The word for its kind.</summary>
    public string Kind { get; }

    /// <summary>Shape of its outputs for one image.</summary>
    public MapShape Shape { get; }

    /// <summary>The place of the input image, [channels][height][width], to be filled before <see cref="Read"/>.</summary>
    public Span<float> Input => _session.Input(0);

    /// <summary>The layer's outputs for the input, [channels][height][width].</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="NotFiniteException">An output is not a number.</exception>
    public float[] Read(CancellationToken cancellation = default)
    {
        _session.Run(1, cancellation);
        return _session.Outputs(0).ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    /// <summary>Place of a layer in a network.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="layer">Its name, in any case.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static int IndexOf(Architecture architecture, string layer)
    {
        for (var i = 0; i < architecture.Layers.Count; i++)
            if (string.Equals(architecture.Layers[i].Name, layer, StringComparison.OrdinalIgnoreCase)) return i;
        throw new ArgumentException($"the network '{architecture.Name}' has no layer '{layer}'; its layers: {string.Join(", ", architecture.Layers.Select(each => each.Name))}", nameof(layer));
    }

    /// <summary>The model with what is fused into a layer made to do nothing; its weights are shared.</summary>
    private static Model Bare(Model model, int index)
    {
        var network = model.Architecture;
        List<Layer> layers = [.. network.Layers];
        for (var i = index + 1; i < layers.Count && layers[i] is Activation or Dropout; i++)
            layers[i] = layers[i] is Dropout dropout ? dropout with { Rate = 0 } : ((Activation)layers[i]) with { Function = ActivationFunction.Identity };
        if (layers.SequenceEqual(network.Layers)) return model;
        return new Model(model.Name, new Architecture(network.Name, network.Input, network.Towers, layers), model.Weights, model.Labels, model.Preprocessing);
    }
}
