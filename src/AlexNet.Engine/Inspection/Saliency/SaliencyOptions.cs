using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;

namespace AlexNet.Engine.Inspection.Saliency;

/// <summary>How a map of where a network looks is made.</summary>
public sealed record SaliencyOptions
{
    /// <summary>The method.</summary>
    public SaliencyMethod Method { get; init; } = SaliencyMethod.GradCam;

    /// <summary>
    /// The layer whose maps Grad-CAM weights; null for the nonlinearity after the last convolution, as its authors have it. A layer is taken as it is: conv5 is its
    /// sums, relu5 what is left of them. Other methods have none.
    /// </summary>
    public string? Layer { get; init; }

    /// <summary>Side of the grey square in pixels of the network's input.</summary>
    public int Window { get; init; } = 48;

    /// <summary>Pixels from one place of the square to the next; no more than <see cref="Window"/>, so that every pixel is covered once at least.</summary>
    public int Stride { get; init; } = 16;

    /// <summary>Throws when the options do not fit each other or a network.</summary>
    /// <exception cref="ArgumentException">Says which value is wrong and what is needed.</exception>
    internal void Validate(Architecture network)
    {
        var side = network.Input.Height;
        if (!Enum.IsDefined(Method)) throw new ArgumentException($"found the method {Method}, but there are {string.Join(", ", Enum.GetNames<SaliencyMethod>())}");
        if (Layer is not null && Method != SaliencyMethod.GradCam) throw new ArgumentException($"found the layer '{Layer}' for {Method}, but only {SaliencyMethod.GradCam} looks at a layer; the others are about the pixels");
        if (Method != SaliencyMethod.Occlusion) return;
        if (Window < 1 || Window > side) throw new ArgumentException($"found a square of {Window} pixels, but needs 1 to {side}, the side of the network's input");
        if (Stride < 1 || Stride > Window) throw new ArgumentException($"found a stride of {Stride} pixels, but needs 1 to {Window}, the side of the square: else some pixels are never covered");
    }

    /// <summary>Place in a network of the layer that Grad-CAM looks at.</summary>
    /// <exception cref="ArgumentException">There is no such layer, or it has no maps.</exception>
    internal int LayerIndex(Architecture network)
    {
        var index = Layer is null ? LastMaps(network) : LayerReader.IndexOf(network, Layer);
        var layers = network.Layers;
        if (network.Shapes[index].Output.Plane > 1 && !layers.Take(index + 1).Any(layer => layer is FullyConnected)) return index;
        var choice = layers.Where((layer, i) => network.Shapes[i].Output.Plane > 1).Select(layer => layer.Name);
        throw new ArgumentException($"layer '{layers[index].Name}' has outputs of {network.Shapes[index].Output} and so no places to point at; those that have: {string.Join(", ", choice)}");
    }

    private static int LastMaps(Architecture network)
    {
        for (var i = network.Layers.Count - 1; i >= 0; i--)
            if (network.Layers[i] is Convolution) return i + 1 < network.Layers.Count && network.Layers[i + 1] is Activation ? i + 1 : i;
        throw new ArgumentException($"the network '{network.Name}' has no convolution, whose maps Grad-CAM needs");
    }
}
