using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats.Matching;

namespace AlexNet.Models.Formats.Caffe;

/// <summary>
/// What a file of weights does not say by itself. Weights of bvlc_alexnet and of CaffeNet have the same names and shapes; what tells them apart is whether pooling
/// comes before normalization, or else the network's name.
/// </summary>
internal static class CaffeGuess
{
    private const string Usual = "bvlc";
    private const string CaffeNet = "caffenet";

    /// <summary>Name of the network that it most likely is.</summary>
    public static string Network(string name, IReadOnlyList<CaffeLayer> layers)
    {
        var first = layers.FirstOrDefault(layer => layer.Type is "Pooling" or "LRN");
        if (first is not null) return first.Type == "Pooling" ? CaffeNet : Usual;
        return name.Contains(CaffeNet, StringComparison.OrdinalIgnoreCase) ? CaffeNet : Usual;
    }

    /// <summary>Whether the file has nothing but weights: layers that say neither what they read nor how.</summary>
    public static bool IsBare(IReadOnlyList<CaffeLayer> layers) =>
        layers.Where(layer => layer.Type is "Convolution" or "InnerProduct").All(layer => !layer.Has("convolution_param") && !layer.Has("inner_product_param"));

    /// <summary>A name that a caller gave, if there is a network of that name.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public static string? Checked(string? name) => name is null ? null : ImportedModel.Named("architecture", () => KnownArchitectures.Get(name)).Name;

    /// <summary>A network we know, with the weights of a bare file in their order; channels, windows and neurons are theirs, strides and paddings ours.</summary>
    /// <exception cref="RefusedException">The file has other kinds of weights, or more or fewer.</exception>
    public static ImportedNetwork Fill(Architecture wanted, CaffeWeights weights, int inputSize)
    {
        var stored = new Queue<CaffeLayer>(weights.Layers.Where(layer => layer.Blobs.Count > 0));
        var network = new NetworkBuilder("input", new MapShape(3, inputSize, inputSize));
        foreach (var layer in wanted.Layers)
        {
            if (layer is not (Convolution or FullyConnected))
            {
                if (layer is not Dropout) network.Add(layer.Name, layer);
                continue;
            }
            if (!stored.TryDequeue(out var source)) throw new RefusedException("network", $"it ends before the weights of {layer.Name}, which '{wanted.Name}' needs", "give the network's .prototxt file too");
            var kind = layer is Convolution ? "Convolution" : "InnerProduct";
            NetworkBuilder.Require(source.Place, source.Type == kind && source.Blobs.Count == 2, $"'{wanted.Name}' needs the weights and biases of a layer of the kind {kind} here ({layer.Name}); another network needs its .prototxt file too");
            CaffeBlob weight = weights.Blob(source.Blobs[0], source.Place), bias = weights.Blob(source.Blobs[1], source.Place);
            var biases = bias.Weights((int)Extents.Count(bias.Shape));
            if (layer is Convolution convolution)
            {
                NetworkBuilder.Require(source.Place, weight.Shape.Count == 4, $"its weights are {Extents.Text(weight.Shape)}, but a convolution's have four extents");
                var window = SlidingSquare.Checked(source.Place, weight.Shape[2], convolution.Stride, convolution.Padding, convolution.Padding, convolution.Rounding == Rounding.Ceiling);
                network.AddConvolution(source.Place, window, network.Shape.Channels / weight.Shape[1], weight.Weights(weight.Shape), biases);
            }
            else network.AddFullyConnected(source.Place, weight.Weights([.. weight.Shape.Skip(Math.Max(0, weight.Shape.Count - 2))]), biases);
        }
        NetworkBuilder.Require(stored.Count > 0 ? stored.Peek().Place : "network", stored.Count == 0, $"'{wanted.Name}' has no layer for it; another network needs its .prototxt file too");
        return network.Build();
    }
}
