using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats.Matching;

namespace AlexNet.Models.Formats.Caffe;

/// <summary>
/// What we say with Caffe's Slice layers. A normalization inside towers: the maps are cut into towers, each is normalized, and all are put together again.
/// A convolution whose windows reach past the far edges only: it is padded on all sides, and the first rows and columns are cut off again.
/// </summary>
internal static class CaffeSlices
{
    private const int Rows = 2;
    private const int Columns = 3;

    /// <summary>A normalization inside towers.</summary>
    /// <param name="Normalization">Of the first tower; the others' are the same.</param>
    /// <param name="Count">How many towers.</param>
    /// <param name="Top">What it makes.</param>
    public readonly record struct Towers(CaffeLayer Normalization, int Count, string Top);

    /// <summary>Takes the layers of a normalization inside towers.</summary>
    /// <param name="slice">The layer that it begins with.</param>
    /// <param name="following">The layers after it, of which those that belong to it are taken.</param>
    /// <param name="shape">What is sliced.</param>
    /// <exception cref="RefusedException">It is sliced for something else.</exception>
    public static Towers TakeTowers(CaffeLayer slice, Queue<CaffeLayer> following, MapShape shape)
    {
        var count = slice.Tops.Count;
        var (axis, points) = PointsOf(slice);
        var isEven = axis == 1 && count > 1 && shape.Channels % count == 0 && (points.Count == 0 || points.SequenceEqual(Enumerable.Range(1, count - 1).Select(tower => (long)tower * shape.Channels / count)));
        Require(slice, isEven, "it does not cut the maps into equal parts");
        var parts = new List<CaffeLayer>();
        while (parts.Count < count && following.TryPeek(out var part) && part is { Type: "LRN", Bottoms.Count: 1, Tops.Count: 1 }) parts.Add(following.Dequeue());
        var inOrder = slice.Tops.Select(top => parts.FirstOrDefault(part => part.Bottoms[0] == top)).ToList();
        Require(slice, parts.Count == count && inOrder.All(part => part is not null), "not each of its parts is normalized");
        var first = CaffeParameters.Normalization(inOrder[0]!);
        Require(slice, inOrder.All(part => CaffeParameters.Normalization(part!) with { Name = first.Name } == first), "its parts are not all normalized alike");
        Require(slice, following.TryDequeue(out var concat) && concat.Type == "Concat" && AxisOf(concat, "concat_param", "concat_dim") == 1 && concat.Tops.Count == 1
            && concat.Bottoms.SequenceEqual(inOrder.Select(part => part!.Tops[0])), "its parts are not put together again in their order");
        return new Towers(inOrder[0]!, count, concat!.Tops[0]);
    }

    /// <summary>Takes the layers that cut the first rows and columns off a convolution's output.</summary>
    /// <param name="convolution">The layer before them.</param>
    /// <param name="following">The layers after it, of which those that belong to it are taken.</param>
    /// <param name="window">The convolution's.</param>
    /// <param name="input">What it reads.</param>
    /// <returns>The window without what is cut off, and what is made of it; null where nothing is cut off.</returns>
    public static (SlidingSquare Window, string Top)? TakeCut(CaffeLayer convolution, Queue<CaffeLayer> following, SlidingSquare window, MapShape input)
    {
        if (!following.TryPeek(out var rows) || rows.Type != "Slice" || PointsOf(rows).Axis != Rows) return null;
        following.Dequeue();
        var places = (input.Height + window.Padding + window.PaddingAfter - window.Kernel) / window.Stride + 1;
        var (first, kept) = Kept(rows, convolution.Tops, places);
        Require(rows, following.TryDequeue(out var columns) && columns.Type == "Slice" && PointsOf(columns).Axis == Columns && Kept(columns, [rows.Tops[1]], places) == (first, kept), "rows are cut off, but not as many columns");
        var padding = window.Padding - (long)first * window.Stride;
        Require(rows, padding >= 0, "more is cut off than was padding");
        return (SlidingSquare.Checked(rows.Place, window.Kernel, window.Stride, padding, Math.Max(0, ((long)kept - 1) * window.Stride + window.Kernel - input.Height - padding)), columns!.Tops[1]);
    }

    /// <summary>How many are cut off before what is kept, the second part, and how many are kept.</summary>
    private static (int First, int Kept) Kept(CaffeLayer slice, IReadOnlyList<string> reads, int places)
    {
        var points = PointsOf(slice).Points;
        Require(slice, points.Count is 1 or 2 && slice.Tops.Count == points.Count + 1 && slice.Bottoms.SequenceEqual(reads) && points[0] >= 1 && points[^1] <= places && (points.Count == 1 || points[1] > points[0]),
            "it does not cut off the first places");
        return ((int)points[0], (int)((points.Count == 2 ? points[1] : places) - points[0]));
    }

    private static (long Axis, IReadOnlyList<long> Points) PointsOf(CaffeLayer slice) => (AxisOf(slice, "slice_param", "slice_dim"), slice.Parameters("slice_param").Integers("slice_point"));

    private static long AxisOf(CaffeLayer layer, string field, string former) => layer.Parameters(field) is var parameters && parameters.Has(former) ? parameters.Integer(former) : parameters.Integer("axis", 1);

    private static void Require(CaffeLayer layer, bool holds, string problem)
    {
        if (!holds) throw new RefusedException(layer.Place, $"{problem}, as only a normalization inside towers or a convolution that reaches past the edge has it in AlexNet", NetworkMatcher.OnlyAlexNets);
    }
}
