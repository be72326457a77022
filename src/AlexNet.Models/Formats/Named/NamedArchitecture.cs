using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Formats.Named;

/// <summary>The network that weights belong to: one of ours, with as many maps, neurons and classes as the weights have.</summary>
internal static class NamedArchitecture
{
    private const string OneTower = "onetower";

    /// <summary>What weights of two towers are taken for when nothing says more: Caffe's network is the one whose weights are about.</summary>
    private const string TwoTowers = "bvlc";

    /// <summary>Fits a known network to the weights, which have outputs first.</summary>
    /// <param name="layers">The weights.</param>
    /// <param name="name">The network's name; null: the likeliest for its groups.</param>
    /// <exception cref="RefusedException">No such network is known, or a weight does not fit it; says which and what was needed.</exception>
    public static Architecture Fit(NamedLayers layers, string? name)
    {
        int[] groups = [.. Groups(layers.Convolutions)];
        var known = Known(name ?? (groups.All(group => group == 1) ? OneTower : TwoTowers));
        try
        {
            var architecture = Resize(known, [.. layers.Convolutions.Select((layer, i) => (Extent(layer.Weight), groups[i]))], [.. layers.FullyConnected.Select(layer => Extent(layer.Weight))], known.Input);
            RequireShapes(architecture, layers);
            return architecture;
        }
        catch (ShapeException exception)
        {
            throw new RefusedException("tensors", $"they do not fit the network '{known.Name}': {Printable.Text(exception.Message, 300)}", Advice, exception);
        }
    }

    /// <summary>A network with other sizes.</summary>
    /// <param name="network">The network.</param>
    /// <param name="convolutions">Maps and groups of each convolution.</param>
    /// <param name="fullyConnected">Neurons of each fully connected layer.</param>
    /// <param name="input">Shape of its input.</param>
    /// <exception cref="ShapeException">They do not fit each other.</exception>
    public static Architecture Resize(Architecture network, IReadOnlyList<(int Maps, int Groups)> convolutions, IReadOnlyList<int> fullyConnected, MapShape input)
    {
        var (convolution, full) = (0, 0);
        Layer Resized(Layer layer)
        {
            switch (layer)
            {
                case Convolution old:
                    var (maps, groups) = convolutions[convolution++];
                    return old with { Channels = maps, Groups = groups };
                case FullyConnected old: return old with { Outputs = fullyConnected[full++] };
                default: return layer;
            }
        }
        return new Architecture(network.Name, input, network.Towers, [.. network.Layers.Select(Resized)]) { Initialization = network.Initialization };
    }

    /// <summary>Convolution by convolution, how often its inputs go into the maps before: 2 inside a tower.</summary>
    private static IEnumerable<int> Groups(IReadOnlyList<NamedLayer> convolutions)
    {
        var maps = 3L;
        foreach (var layer in convolutions)
        {
            var inputs = layer.Weight.Shape[1];
            if (inputs == 0 || maps % inputs != 0 || maps / inputs > 2)
                throw layer.Weight.Refuse($"its shape is {layer.Weight.ShapeText}, but of the {maps} maps before it, it must read all or, inside a tower, half", Advice);
            yield return (int)(maps / inputs);
            maps = layer.Weight.Shape[0];
        }
    }

    private static void RequireShapes(Architecture architecture, NamedLayers layers)
    {
        var i = 0;
        foreach (var layer in layers.All)
        {
            var (weight, bias) = (architecture.Parameters[i], architecture.Parameters[i + 1]);
            i += 2;
            // The first fully connected weight may still have its inputs as [channels, height, width].
            var shape = layer.Weight.Shape;
            if (weight.Extents.Count == 2 && shape.Count > 2) shape = [shape[0], shape.Skip(1).Aggregate(1L, (product, extent) => product * extent)];
            if (!shape.SequenceEqual(weight.Extents.Select(extent => (long)extent)))
                throw layer.Weight.Refuse($"its shape is [{string.Join(", ", shape)}], but {weight.Name} of '{architecture.Name}' needs [{string.Join(", ", weight.Extents)}]", Advice);
            // A bias may be a row or a column.
            if (layer.Bias.Length != bias.Length || layer.Bias.Shape.Count(extent => extent != 1) > 1)
                throw layer.Bias.Refuse($"its shape is {layer.Bias.ShapeText}, but {bias.Name} of '{architecture.Name}' needs [{bias.Length}]", Advice);
        }
    }

    private static Architecture Known(string name)
    {
        try
        {
            return KnownArchitectures.Get(name);
        }
        catch (ArgumentException)
        {
            throw new RefusedException("architecture", $"'{Printable.Text(name)}' is none that is known", $"name one of {string.Join(", ", KnownArchitectures.Names)}");
        }
    }

    /// <summary>The number of outputs.</summary>
    private static int Extent(NamedArray array) => array.Shape[0] <= int.MaxValue
        ? (int)array.Shape[0]
        : throw array.Refuse($"its shape is {array.ShapeText}, but no extent of a weight may exceed {int.MaxValue}");

    private static string Advice => $"name the network if it is another one of {string.Join(", ", KnownArchitectures.Names)}; others cannot be imported";
}
