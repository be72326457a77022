using AlexNet.Engine.Layers;
using AlexNet.Models.Formats.Matching;

namespace AlexNet.Models.Formats.Onnx;

/// <summary>
/// Local response normalization in its three forms: the operator LRN over all maps; one LRN for each tower between a Split and a Concat; and, within a map or as
/// PyTorch writes any, x / (k + alpha * mean of x^2)^beta in single steps.
/// </summary>
internal static class OnnxNormalization
{
    private const int MaxSteps = 16;

    /// <summary>The operator, which as Caffe divides alpha by the number of maps in the window.</summary>
    public static ResponseNormalization Of(OnnxNode node)
    {
        var size = (int)Math.Clamp(node.Integer("size", 0), 0, int.MaxValue);
        return new ResponseNormalization(node.Place, NormalizationWindow.AcrossTowers, node.Single("bias", 1), node.Single("alpha", 0.0001f) / size, node.Single("beta", 0.75f), size);
    }

    /// <summary>Takes the nodes of a normalization inside towers, whichever form that has in each; what they make.</summary>
    /// <exception cref="RefusedException">The maps are split for something else.</exception>
    public static string TakeTowers(OnnxGraph graph, OnnxConstants constants, NetworkBuilder network, OnnxNode split)
    {
        var towers = split.Outputs.Count;
        split.Require(towers > 1 && network.Shape.Channels % towers == 0 && split.Integer("axis", 0) == 1, $"it splits {network.Shape.Channels} maps into {towers} parts along extent {split.Integer("axis", 0)}, but towers are equal parts of the maps (extent 1)");
        IReadOnlyList<double> sizes = split.Has("split") ? [.. split.Integers("split").Select(size => (double)size)] : split.Input(1) is { } given ? constants.Numbers(given, "its sizes", split) : [];
        split.Require(sizes.All(size => size == (double)network.Shape.Channels / towers), $"its parts are of {Extents.Text(sizes.Take(8))} maps, but towers are equal");
        ResponseNormalization? first = null;
        var results = new List<string>();
        foreach (var part in split.Outputs)
        {
            var (layer, made) = graph.Readers(part) is [var single] && single.Operation == "LRN" ? (Of(single), single.Output) : Composite(graph, constants, part) ?? throw split.Refuse($"its part '{Printable.Text(part)}' is not normalized, which is what towers are split for in AlexNet");
            first ??= layer;
            split.Require(layer with { Name = first.Name } == first && layer.Window == NormalizationWindow.AcrossTowers, $"its parts are not all normalized alike");
            results.Add(made);
        }
        var concat = graph.Reader(results[0], split);
        split.Require(concat.Operation == "Concat" && concat.Integer("axis", 0) == 1 && concat.Inputs.SequenceEqual(results), $"its parts are not put together again in their order");
        network.AddNormalization(split.Place, first! with { Name = split.Place }, towers);
        return concat.Output;
    }

    /// <summary>Takes the nodes of a normalization in single steps; what they make, or null where a tensor's readers are something else.</summary>
    public static string? TakeComposite(OnnxGraph graph, OnnxConstants constants, NetworkBuilder network, string current)
    {
        if (Composite(graph, constants, current) is not var (layer, made)) return null;
        network.AddNormalization(layer.Name, layer, towers: 1);
        return made;
    }

    /// <summary>x^2, a mean of it over a window that is padded to keep the size, times alpha, plus k, to the power of beta, and x divided by that.</summary>
    private static (ResponseNormalization Layer, string Made)? Composite(OnnxGraph graph, OnnxConstants constants, string x)
    {
        var readers = graph.Readers(x);
        var square = readers.FirstOrDefault(node => IsSquare(node, x, constants));
        var last = readers.FirstOrDefault(node => node != square && node.Operation is "Div" or "Mul" && node.Inputs is [var a, var b] && a != b && (a == x || node.Operation == "Mul"));
        if (readers.Count != 2 || square is null || last is null) return null;
        var denominator = last.Inputs[last.Inputs[0] == x ? 1 : 0];
        var steps = new NormalizationSteps();
        var current = square.Output;
        for (var step = 0; step < MaxSteps && current != denominator; step++)
        {
            var node = graph.Reader(current, square);
            node.Require(steps.TryTake(node, current, constants), $"it is no step of a response normalization (mean of squares, times alpha, plus k, to the power of beta)");
            current = node.Output;
        }
        last.Require(current == denominator && steps is { Alpha: not null, Beta: not null, K: not null, Window: not null }, $"it divides by something else than a response normalization does");
        // A product with a power below 0 is a quotient too.
        var beta = last.Operation == "Mul" ? -steps.Beta!.Value : steps.Beta!.Value;
        return (new ResponseNormalization(last.Place, steps.Window!.Value, steps.K!.Value, steps.Alpha!.Value, beta, steps.Size), last.Output);
    }

    private static bool IsSquare(OnnxNode node, string x, OnnxConstants constants) => node.Operation switch
    {
        "Mul" => node.Inputs is [var a, var b] && a == x && b == x,
        "Pow" => node.Inputs is [var a, var power] && a == x && constants.Has(power) && constants.Number(power, "its power", node) == 2,
        _ => false,
    };
}
