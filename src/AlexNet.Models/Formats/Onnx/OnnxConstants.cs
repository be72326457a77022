using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats.Matching;

namespace AlexNet.Models.Formats.Onnx;

/// <summary>What a graph computes with and never computes anew: tensors of the file, and what nodes make of them that read nothing else.</summary>
internal sealed class OnnxConstants(OnnxGraph graph, OnnxFiles files, CancellationToken cancellation)
{
    // Weights go through a node or two: dequantised, transposed, renamed.
    private const int MaxNodes = 16;

    /// <summary>Whether a tensor is constant: nothing of the image is in it.</summary>
    public bool Has(string? name)
    {
        for (var nodes = 0; name is not null && nodes < MaxNodes; nodes++)
        {
            if (graph.Initializers.ContainsKey(name)) return true;
            if (graph.Maker(name) is not { } maker) return false;
            if (maker.Operation == "Constant") return true;
            if (!Keeps(maker) && maker.Operation is not ("Transpose" or "DequantizeLinear")) return false;
            name = maker.Input(0);
        }
        return false;
    }

    /// <summary>A constant as weights, in the file where they lie there as the graph reads them.</summary>
    /// <param name="name">Name of the tensor; null for one that is left out.</param>
    /// <param name="what">What it is to the node, for messages, as in <c>its weights</c>.</param>
    /// <param name="node">The node that reads it.</param>
    /// <exception cref="RefusedException">It is no constant, or is not there.</exception>
    public WeightTensor Weights(string? name, string what, OnnxNode node)
    {
        if (!Has(name)) throw NotConstant(name, what, node);
        if (Tensor(name!) is { } tensor) return tensor.Weights();
        var maker = graph.Maker(name!)!;
        if (maker.Operation == "DequantizeLinear") return Dequantized(maker, what);
        var source = Weights(maker.Input(0), what, maker);
        if (maker.Operation != "Transpose") return source;
        if (source.Shape.Count != 2 || (maker.Has("perm") && !maker.Integers("perm").SequenceEqual([1L, 0]))) throw maker.Refuse($"it turns a constant of {Extents.Text(source.Shape)}, but only matrices are turned in AlexNet");
        return source.Transposed(cancellation);
    }

    /// <summary>The elements of a small constant: a shape, a factor, a scale.</summary>
    /// <exception cref="RefusedException">It is no constant, or one that is computed from others.</exception>
    public double[] Numbers(string? name, string what, OnnxNode node)
    {
        for (var nodes = 0; Has(name); nodes++)
        {
            if (Tensor(name!) is { } tensor) return tensor.Numbers();
            var maker = graph.Maker(name!)!;
            if (maker.Operation == "Constant") return [.. maker.Singles("value_floats"), .. maker.Integers("value_ints"), .. maker.Has("value_float") ? [maker.Single("value_float", 0)] : new double[0], .. maker.Has("value_int") ? [maker.Integer("value_int", 0)] : new double[0]];
            if (!Keeps(maker)) break;
            name = maker.Input(0);
        }
        throw NotConstant(name, what, node);
    }

    /// <summary>The type of a constant that the file holds as such.</summary>
    /// <exception cref="RefusedException">It is computed, or not there.</exception>
    public OnnxType TypeOf(string name, string what, OnnxNode node) => Tensor(name)?.Type ?? throw NotConstant(name, what, node);

    /// <summary>The element of a constant of one; null where it has more.</summary>
    public float? Number(string? name, string what, OnnxNode node) => Numbers(name, what, node) is [var only] ? (float)only : null;

    /// <summary>Whole numbers with a scale and a zero point, for all of them or for each index of one extent, as the weights that they stand for.</summary>
    /// <param name="node">The node that has them.</param>
    /// <param name="what">What they are to it, for messages.</param>
    /// <param name="values">Name of the numbers.</param>
    /// <param name="scale">Names of the scales, whose product it is; scalar, or one for each index.</param>
    /// <param name="zeroPoint">Name of the zero point, of as many elements; null for 0.</param>
    /// <param name="axis">The extent that scales go along.</param>
    public WeightTensor Dequantized(OnnxNode node, string what, string? values, IReadOnlyList<string?> scale, string? zeroPoint, long axis)
    {
        var numbers = Weights(values, what, node);
        var scales = scale.Select(name => Numbers(name, $"the scale of {what}", node)).Aggregate((a, b) => [.. a.Length >= b.Length ? a.Select((value, i) => value * b[i % b.Length]) : b.Select((value, i) => value * a[i % a.Length])]);
        var zeros = zeroPoint is null ? [0] : Numbers(zeroPoint, $"the zero point of {what}", node);
        // Of biases, which have one extent, some files do not say that it is the first.
        var along = numbers.Shape.Count == 1 ? 0 : axis < 0 ? axis + numbers.Shape.Count : axis;
        var count = along >= 0 && along < numbers.Shape.Count ? numbers.Shape[(int)along] : 1;
        node.Require((scales.Length == 1 || scales.Length == count) && (zeros.Length == 1 || zeros.Length == count), $"{what} have {scales.Length} scales and {zeros.Length} zero points, but need one of each, or {count}");
        if (scales.Length == 1 && zeros.Length == 1) (count, along) = (1, -1);
        var inner = Math.Max(1, numbers.Shape.Skip((int)along + 1).Aggregate(1L, (product, extent) => product * extent));
        float[] factors = [.. Enumerable.Range(0, count).Select(i => (float)scales[i % scales.Length])], offsets = [.. Enumerable.Range(0, count).Select(i => (float)zeros[i % zeros.Length])];
        return numbers.Map(cancellation, (part, start) =>
        {
            var (index, left) = ((int)(start / inner % count), inner - start % inner);
            foreach (ref var value in part)
            {
                value = (value - offsets[index]) * factors[index];
                if (--left > 0) continue;
                left = inner;
                if (++index == count) index = 0;
            }
        });
    }

    private WeightTensor Dequantized(OnnxNode node, string what) => Dequantized(node, what, node.Input(0), [node.Input(1)], node.Input(2), node.Integer("axis", 1));

    /// <summary>A tensor that the file holds as such, by itself or as the value of a node; null for one that is computed.</summary>
    private OnnxTensor? Tensor(string name)
    {
        if (graph.Initializers.TryGetValue(name, out var message)) return new OnnxTensor(message, files);
        return graph.Maker(name) is { Operation: "Constant" } maker && maker.Tensor("value") is { } value ? new OnnxTensor(value, files, maker.Place) : null;
    }

    /// <summary>Whether a node leaves elements and their order as they are.</summary>
    private static bool Keeps(OnnxNode node) => node.Operation is "Identity" or "Cast" or "Reshape" or "Unsqueeze" or "Squeeze" or "Flatten";

    private static RefusedException NotConstant(string? name, string what, OnnxNode node) => node.Refuse($"{what} ('{Printable.Text(name ?? "")}') would have to be in the file, but something else makes them, or nothing does");
}
