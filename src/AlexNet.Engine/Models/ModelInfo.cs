using AlexNet.Engine.Architectures;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Models;

/// <summary>A model described in plain values that print, sort and serialise; it holds no weights.</summary>
public sealed record ModelInfo
{
    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The network's name.</summary>
    public required string Architecture { get; init; }

    /// <summary>Number of classes told apart.</summary>
    public required int Classes { get; init; }

    /// <summary>Shape of one input image, height x width x channels.</summary>
    public required string Input { get; init; }

    /// <summary>Number of layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Number of weights and biases.</summary>
    public required long Parameters { get; init; }

    /// <summary>Multiply-adds for one image.</summary>
    public required long MultiplyAdds { get; init; }

    /// <summary>Bytes of all weights.</summary>
    public required long Bytes { get; init; }

    /// <summary>How the weights are stored; more than one type is joined by commas.</summary>
    public required string ElementType { get; init; }

    /// <summary>How the weights of the fully connected layers are stored; null when not all alike.</summary>
    public Tensors.ElementType? WeightPrecision { get; init; }

    /// <summary>What is done to a photo first, in words.</summary>
    public required string Preprocessing { get; init; }

    /// <summary>Whether the weights come from training; answers of an untrained network mean nothing.</summary>
    public required bool IsTrained { get; init; }

    /// <summary>Whether it answers when no model is named.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The file the weights come from; null for a model in memory.</summary>
    public string? Path { get; init; }

    /// <summary>Describes a model.</summary>
    public static ModelInfo Of(Model model) => Of(model.Architecture, model.Preprocessing) with
    {
        Name = model.Name,
        Bytes = model.WeightBytes,
        ElementType = string.Join(", ", model.Weights.GroupBy(weight => weight.Type).OrderByDescending(type => type.Sum(weight => weight.Length)).Select(type => type.Key)),
        WeightPrecision = model.WeightPrecision,
        IsTrained = model.IsTrained,
        Path = model.Path,
    };

    /// <summary>Describes the untrained model of a network, before it is made.</summary>
    public static ModelInfo Of(Architecture architecture, Preprocessing preprocessing) => new()
    {
        Name = architecture.Name,
        Architecture = architecture.Name,
        Classes = architecture.Classes,
        Input = architecture.Input.ToString(),
        Layers = architecture.Layers.Count,
        Parameters = architecture.ParameterCount,
        MultiplyAdds = architecture.Shapes.Sum(shapes => shapes.MultiplyAdds),
        Bytes = architecture.ParameterCount * sizeof(float),
        ElementType = nameof(Tensors.ElementType.Float32),
        WeightPrecision = Tensors.ElementType.Float32,
        Preprocessing = preprocessing.InWords(architecture.Input.Height),
        IsTrained = false,
    };

    /// <inheritdoc/>
    public override string ToString() => Name;
}
