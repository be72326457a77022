using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Models;

/// <summary>A network with its weights, labels and preprocessing: everything that an answer depends on. Immutable and safe to share between threads.</summary>
[TypeFormatterSource]
public sealed class Model
{
    private readonly Dictionary<string, WeightTensor> _weights;

    /// <summary>Checks that the weights and labels are those the architecture needs.</summary>
    /// <exception cref="ShapeException">A weight is missing or has another shape.</exception>
    /// <exception cref="ArgumentException">The labels or the preprocessing do not fit.</exception>
    public Model(string name, Architecture architecture, IEnumerable<WeightTensor> weights, LabelSet labels, Preprocessing preprocessing)
    {
        _weights = weights.ToDictionary(weight => weight.Name);
        foreach (var parameter in architecture.Parameters)
        {
            var layer = parameter.Name[..parameter.Name.LastIndexOf('.')];
            string Needed() => $"{parameter.Name} of [{string.Join(", ", parameter.Extents)}]";
            if (!_weights.TryGetValue(parameter.Name, out var weight)) throw new ShapeException(layer, $"no tensor '{parameter.Name}'", Needed());
            if (!weight.Shape.SequenceEqual(parameter.Extents)) throw new ShapeException(layer, $"[{string.Join(", ", weight.Shape)}]", Needed());
        }
        if (labels.Count != architecture.Classes)
            throw new ArgumentException($"found {labels.Count} labels, but the network '{architecture.Name}' needs one for each of its {architecture.Classes} classes", nameof(labels));
        if (architecture.Input.Channels != 3 || architecture.Input.Height != architecture.Input.Width)
            throw new ShapeException("input", architecture.Input.ToString(), "a square with three colour channels");
        preprocessing.Validate(architecture.Input.Height);
        Name = name;
        Architecture = architecture;
        Labels = labels;
        Preprocessing = preprocessing;
    }

    /// <summary>Name for people.</summary>
    public string Name { get; }

    /// <summary>The network.</summary>
    public Architecture Architecture { get; }

    /// <summary>What its outputs stand for.</summary>
    public LabelSet Labels { get; }

    /// <summary>What photos go through first.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>The file the weights come from; null for a model made in memory.</summary>
    public string? Path { get; init; }

    /// <summary>Whether the weights come from training. Answers of an untrained network mean nothing.</summary>
    public bool IsTrained { get; init; } = true;

    /// <summary>Free words: origin, licence, how it was made.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    /// <summary>The parameters the architecture needs, in its order.</summary>
    public IEnumerable<WeightTensor> Weights => Architecture.Parameters.Select(parameter => _weights[parameter.Name]);

    /// <summary>Bytes of all weights as they are stored.</summary>
    public long WeightBytes => Weights.Sum(weight => weight.ByteLength);

    /// <summary>The parameter of that name.</summary>
    /// <exception cref="KeyNotFoundException">The network has none of that name.</exception>
    public WeightTensor Weight(string name) => _weights[name];

    /// <summary>How the weights of the fully connected layers are stored; null when not all alike.</summary>
    public ElementType? WeightPrecision
    {
        get
        {
            var types = FullyConnectedWeights.Select(name => Weight(name).Type).Distinct().Take(2).ToList();
            return types.Count == 1 ? types[0] : null;
        }
    }

    /// <summary>
    /// This model with the weights of its fully connected layers in another precision, in memory of their own; all else, convolution weights and
    /// biases included, is shared. At batch 1 those layers take as long as their weights take to be read: int8 reads a quarter of float32's bytes.
    /// </summary>
    /// <param name="precision">Float32, Float16, BFloat16, or Int8 with one scale for each output; rounding is to nearest, ties to even.</param>
    /// <returns>This model itself when nothing changes.</returns>
    /// <exception cref="WeightConversionException">A weight is beyond the precision's range or, for Int8, not finite; the message names it.</exception>
    public Model WithWeightPrecision(ElementType precision)
    {
        if (WeightPrecision == precision) return this;
        var converted = FullyConnectedWeights.ToHashSet();
        return new Model(Name, Architecture, Weights.Select(weight => converted.Contains(weight.Name) ? weight.To(precision) : weight), Labels, Preprocessing)
        {
            Path = Path,
            IsTrained = IsTrained,
            Notes = Notes,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private IEnumerable<string> FullyConnectedWeights => Architecture.Layers.OfType<FullyConnected>().Select(layer => $"{layer.Name}.weight");
}
