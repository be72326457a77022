namespace AlexNet.Models.Formats.Named;

/// <summary>A layer's weight and bias.</summary>
internal sealed record NamedLayer(string Name, NamedArray Weight, NamedArray Bias);

/// <summary>
/// The layers that a file's arrays belong to. Names only pair weight with bias and give the order; what is a convolution and what fully connected, the shapes say:
/// so no program's numbering of its modules, and no prefix before it, needs to be known.
/// </summary>
/// <param name="Convolutions">Those with weights of four extents, in natural order of their names.</param>
/// <param name="FullyConnected">Those with weights of two.</param>
internal sealed record NamedLayers(IReadOnlyList<NamedLayer> Convolutions, IReadOnlyList<NamedLayer> FullyConnected)
{
    private const int ConvolutionCount = 5;
    private const int FullyConnectedCount = 3;
    private const string OtherNetwork = "import the weights of an AlexNet: five convolutions and three fully connected layers, each with weight and bias, and nothing else";

    /// <summary>Puts arrays together to layers.</summary>
    /// <exception cref="RefusedException">They are not those of an AlexNet; says which one does not belong or is missing.</exception>
    public static NamedLayers Of(IEnumerable<NamedArray> arrays)
    {
        var (weights, biases) = (new Dictionary<string, NamedArray>(), new Dictionary<string, NamedArray>());
        foreach (var array in arrays)
        {
            if (ParameterName.Parse(array.Name) is not { } name) throw array.Refuse($"{array.ShapeText} {array.Type} is called neither weight nor bias", OtherNetwork);
            if (!array.Type.IsFloat) throw array.Refuse($"its type is {array.Type}, but weights need float32, float16, bfloat16 or float64", OtherNetwork);
            if (!(name.IsBias ? biases : weights).TryAdd(name.Layer, array)) throw array.Refuse($"the layer '{Printable.Text(name.Layer)}' has another {(name.IsBias ? "bias" : "weight")} already");
        }
        if (weights.Count == 0) throw new RefusedException("tensors", "there are none that are called weight or bias", OtherNetwork);
        if (biases.FirstOrDefault(bias => !weights.ContainsKey(bias.Key)) is { Value: { } lonely }) throw lonely.Refuse("there is no weight that goes with it", OtherNetwork);
        var layers = weights.OrderBy(weight => weight.Key, NaturalOrder.Instance)
            .Select(weight => new NamedLayer(weight.Key, weight.Value, biases.GetValueOrDefault(weight.Key) ?? throw weight.Value.Refuse("there is no bias that goes with it", OtherNetwork)))
            .ToList();
        if (layers.FirstOrDefault(layer => layer.Weight.Shape.Count is not (2 or 4)) is { } odd)
            throw odd.Weight.Refuse($"its shape is {odd.Weight.ShapeText}, but weights of AlexNet have four extents (convolutions) or two (fully connected layers)", OtherNetwork);
        return new NamedLayers(OfRank(layers, 4, ConvolutionCount, "convolutions"), OfRank(layers, 2, FullyConnectedCount, "fully connected layers"));
    }

    /// <summary>All eight, in the order in which they run.</summary>
    public IEnumerable<NamedLayer> All => Convolutions.Concat(FullyConnected);

    private static List<NamedLayer> OfRank(List<NamedLayer> layers, int rank, int count, string what)
    {
        var found = layers.FindAll(layer => layer.Weight.Shape.Count == rank);
        if (found.Count == count) return found;
        var names = string.Join(", ", found.Take(3).Select(layer => $"'{Printable.Text(layer.Name)}'"));
        throw new RefusedException("tensors", $"there are {found.Count} {what}{(found.Count == 0 ? "" : $" ({names}{(found.Count > 3 ? ", ..." : "")})")}, but AlexNet has {count}", OtherNetwork);
    }
}
