using AlexNet.Engine.Layers;

namespace AlexNet.Engine.Architectures;

/// <summary>A layer of a network described in plain values that print, sort and serialise. All counts are for one image.</summary>
[TypeFormatterSource]
public sealed record LayerInfo : IOrdered<LayerInfo>
{
    /// <summary>The network it belongs to.</summary>
    public required string Network { get; init; }

    /// <summary>Place in the network, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>Name, as in <c>conv1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The word for this kind of layer.</summary>
    public required string Kind { get; init; }

    /// <summary>Height and width of the window that slides; null where none does.</summary>
    public int? Kernel { get; init; }

    /// <summary>Rows and columns between windows; null where none slides.</summary>
    public int? Stride { get; init; }

    /// <summary>Zeros added on every side; null where no window slides.</summary>
    public int? Padding { get; init; }

    /// <summary>Groups of a convolution: 2 keeps it inside its tower; null for other kinds.</summary>
    public int? Groups { get; init; }

    /// <summary>Height x width x channels, or the length of a vector.</summary>
    public required string InputShape { get; init; }

    /// <summary>Height x width x channels, or the length of a vector.</summary>
    public required string OutputShape { get; init; }

    /// <summary>Weights and biases.</summary>
    public required long Parameters { get; init; }

    /// <summary>Multiplications each followed by an addition.</summary>
    public required long MultiplyAdds { get; init; }

    /// <summary>Rows of one group's im2col matrix: input channels of the group x kernel x kernel; null for layers that are no convolution.</summary>
    public int? Im2ColRows { get; init; }

    /// <summary>Columns of one group's im2col matrix: places of the output map.</summary>
    public int? Im2ColColumns { get; init; }

    /// <summary>Bytes of the weights and biases in single precision, or as the model stores them.</summary>
    public required long WeightBytes { get; init; }

    /// <summary>Bytes of the output in single precision.</summary>
    public required long ActivationBytes { get; init; }

    /// <summary>What would compute a convolution; null for other layers, and where nobody asked for a plan.</summary>
    public string? Algorithm { get; init; }

    /// <summary>Everything that can compute it; none for layers that are no convolution.</summary>
    public IReadOnlyList<string> Algorithms { get; init => field = Indexable.List(value); } = [];

    /// <summary>Describes every layer of a network, in order.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="bytesOf">Stored bytes of the parameter of a name; by default four for each element.</param>
    public static IEnumerable<LayerInfo> Of(Architecture architecture, Func<ParameterShape, long>? bytesOf = null) =>
        architecture.Shapes.Select((shapes, index) => Of(architecture, shapes, index + 1, bytesOf ?? (parameter => parameter.Length * sizeof(float))));

    /// <summary>The earlier in the network first.</summary>
    public int CompareTo(LayerInfo? other) => other is null ? 1 : Position.CompareTo(other.Position);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Kind}, {InputShape} -> {OutputShape}";

    private static LayerInfo Of(Architecture architecture, LayerShapes shapes, int position, Func<ParameterShape, long> bytesOf)
    {
        var convolution = shapes.Layer as Convolution;
        var pooling = shapes.Layer as MaxPooling;
        return new LayerInfo
        {
            Network = architecture.Name,
            Position = position,
            Name = shapes.Layer.Name,
            Kind = shapes.Layer.Kind,
            Kernel = convolution?.Kernel ?? pooling?.Window,
            Stride = convolution?.Stride ?? pooling?.Stride,
            Padding = convolution?.Padding ?? (pooling is null ? null : 0),
            Groups = convolution?.Groups,
            InputShape = shapes.Input.ToString(),
            OutputShape = shapes.Output.ToString(),
            Parameters = shapes.ParameterCount,
            MultiplyAdds = shapes.MultiplyAdds,
            Im2ColRows = convolution?.PatchLength(shapes.Input),
            Im2ColColumns = convolution is null ? null : shapes.Output.Plane,
            WeightBytes = shapes.Parameters.Sum(bytesOf),
            ActivationBytes = shapes.Output.Count * sizeof(float),
        };
    }
}
