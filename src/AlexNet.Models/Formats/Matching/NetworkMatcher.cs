using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Formats.Matching;

/// <summary>
/// Finds the network that a file's chain of layers is. The order and the kinds of the layers must be those of a network we know; sizes (channels, windows,
/// strides, paddings, neurons, the image) are the file's own. Layers that do nothing in inference may be missing, and so may the softmax at the end.
/// </summary>
internal sealed class NetworkMatcher
{
    /// <summary>What to do about a network that is none of ours.</summary>
    public const string OnlyAlexNets = "only AlexNets can be imported; docs/model-formats.md says which";

    private const float Tolerance = 1e-6f;

    private readonly ImportedNetwork _found;
    private readonly List<Layer> _layers = [];
    private readonly List<WeightTensor> _weights = [];
    private MapShape _shape;

    private NetworkMatcher(ImportedNetwork found) => (_found, _shape) = (found, found.Input);

    /// <summary>The network, its layers named as ours are, and its weights, named likewise.</summary>
    /// <param name="found">What the file holds.</param>
    /// <param name="candidates">The networks it may be, the likeliest first.</param>
    /// <exception cref="RefusedException">It is none of them; the place is the first layer that does not match the one that matches longest.</exception>
    public static (Architecture Architecture, IReadOnlyList<WeightTensor> Weights) Match(ImportedNetwork found, IReadOnlyList<Architecture> candidates)
    {
        var layers = found.Layers.Where(layer => !IsTransparent(layer.Layer)).ToList();
        Architecture? nearest = null;
        var longest = -1;
        foreach (var candidate in candidates)
        {
            var wanted = candidate.Layers.Where(layer => !IsTransparent(layer)).ToList();
            var length = 0;
            while (length < Math.Min(layers.Count, wanted.Count) && KindOf(layers[length].Layer) == KindOf(wanted[length], candidate.Towers)) length++;
            if (length == layers.Count && wanted.Skip(length).All(layer => layer is Softmax)) return new NetworkMatcher(found).Build(candidate);
            if (length > longest) (longest, nearest) = (length, candidate);
        }
        throw Mismatch(layers, longest, nearest!);
    }

    /// <summary>Whether it leaves every value as it is in inference: only training, or nobody, would miss it.</summary>
    private static bool IsTransparent(Layer layer) => layer is Dropout or Activation { Function: ActivationFunction.Identity };

    /// <summary>A layer's kind: normalizations differ by what they sum over (one tower's maps are all maps), and any nonlinearity may stand for any other.</summary>
    private static string KindOf(Layer layer, int towers = 2) => layer switch
    {
        Activation => "a nonlinearity",
        ResponseNormalization { Window: NormalizationWindow.WithinTower } when towers > 1 => "a response normalization inside each tower",
        ResponseNormalization { Window: NormalizationWindow.WithinMap } => "a response normalization within each map",
        ResponseNormalization => "a response normalization across all maps",
        Convolution => "a convolution",
        MaxPooling => "max pooling",
        FullyConnected => "a fully connected layer",
        _ => layer.Kind,
    };

    private static RefusedException Mismatch(List<ImportedLayer> layers, int length, Architecture nearest)
    {
        var wanted = nearest.Layers.Where(layer => !IsTransparent(layer)).Skip(length).FirstOrDefault();
        var needed = wanted is null ? $"'{nearest.Name}', the nearest of the networks we know, ends before it" : $"'{nearest.Name}', the nearest of the networks we know, needs {KindOf(wanted)} ({wanted.Name}) here";
        var problem = length < layers.Count ? $"it is {KindOf(layers[length].Layer)}, but {needed}" : $"the network ends after it, but {needed}";
        return new RefusedException(layers.Count == 0 ? "network" : layers[Math.Min(length, layers.Count - 1)].Place, problem, OnlyAlexNets);
    }

    private (Architecture, IReadOnlyList<WeightTensor>) Build(Architecture wanted)
    {
        var queue = new Queue<ImportedLayer>(_found.Layers);
        foreach (var layer in wanted.Layers)
        {
            if (IsTransparent(layer))
            {
                AddTransparent(layer, layer is Dropout && queue.TryPeek(out var same) && same.Layer is Dropout ? (Dropout)queue.Dequeue().Layer : null);
                continue;
            }
            // A dropout where the network that we know has none stays.
            while (queue.TryPeek(out var stray) && IsTransparent(stray.Layer)) AddStray(queue.Dequeue());
            if (queue.TryDequeue(out var found)) AddNamed(found, layer);
            else Add(layer);
        }
        foreach (var stray in queue) AddStray(stray);
        return (new Architecture(wanted.Name, _found.Input, _found.Towers ?? wanted.Towers, _layers), _weights);
    }

    private void AddTransparent(Layer wanted, Dropout? found) => Add(wanted switch
    {
        Dropout dropout => found is null ? dropout with { Scaling = DropoutScaling.InTraining } : Near(found.Rate, dropout.Rate) ? dropout with { Scaling = found.Scaling } : found with { Name = dropout.Name },
        _ => wanted,
    });

    private void AddStray(ImportedLayer found) => Add(found.Layer with { Name = $"{found.Layer.Kind.ToLowerInvariant()} after {_layers[^1].Name}" });

    private void AddNamed(ImportedLayer found, Layer wanted)
    {
        Add(Snapped(found.Layer with { Name = wanted.Name }, wanted));
        if (found.Weight is { } weight) _weights.Add(weight.As($"{wanted.Name}.weight", weight.Shape));
        if (found.Bias is { } bias) _weights.Add(bias.As($"{wanted.Name}.bias", bias.Shape));
    }

    private void Add(Layer layer)
    {
        _layers.Add(layer);
        _shape = layer.OutputShape(_shape);
    }

    /// <summary>
    /// Our own layer where the file's does the same: its constants are the same but for the last bits (alpha times five and over five again), and the way its
    /// windows are rounded makes no difference at this size.
    /// </summary>
    private Layer Snapped(Layer found, Layer wanted) => (found, wanted) switch
    {
        (ResponseNormalization a, ResponseNormalization b) when a.Size == b.Size && Near(a.K, b.K) && Near(a.Alpha, b.Alpha) && Near(a.Beta, b.Beta) => b,
        (Convolution a, Convolution b) when a with { Rounding = b.Rounding } == b && b.OutputShape(_shape) == a.OutputShape(_shape) => b,
        (MaxPooling a, MaxPooling b) when a with { Rounding = b.Rounding } == b && b.OutputShape(_shape) == a.OutputShape(_shape) => b,
        _ => found,
    };

    internal static bool Near(float a, float b) => Math.Abs(a - b) <= Tolerance * Math.Max(Math.Abs(a), Math.Abs(b));
}
