using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats.Matching;

namespace AlexNet.Models.Formats.Onnx;

/// <summary>The window of a convolution or of pooling, from its node's attributes.</summary>
internal static class OnnxWindow
{
    /// <param name="node">The node.</param>
    /// <param name="kernel">The window's side where the node leaves it to its weights.</param>
    /// <param name="input">What it slides over.</param>
    /// <param name="padded">Places that a Pad node has added behind.</param>
    /// <exception cref="RefusedException">It is not square, or dilated, or padded otherwise in rows than in columns.</exception>
    public static SlidingSquare Of(OnnxNode node, int? kernel, MapShape input, int padded = 0)
    {
        var side = Same(node, "kernel_shape", kernel);
        node.Require(kernel is null || side == kernel, $"its window is {side}, but its weights are for one of {kernel}");
        node.Require(node.Integers("dilations").All(dilation => dilation == 1), $"its window is dilated, but ours is not");
        var stride = Same(node, "strides", 1);
        var (before, behind) = Padding(node, side, stride, input.Height);
        return SlidingSquare.Checked(node.Place, side, stride, before, behind + padded, node.Integer("ceil_mode", 0) != 0);
    }

    private static (long Before, long Behind) Padding(OnnxNode node, long side, long stride, int extent)
    {
        switch (node.Text("auto_pad"))
        {
            case "" or "NOTSET":
                var pads = node.Integers("pads");
                if (pads.Count == 0) return (0, 0);
                node.Require(pads.Count == 4 && pads[0] == pads[1] && pads[2] == pads[3], $"its pads are {Extents.Text(pads.Take(8))}, but ours are the same for rows and columns");
                return (pads[0], pads[2]);
            case "VALID":
                return (0, 0);
            case "SAME_UPPER" or "SAME_LOWER":
                node.Require(side >= 1 && stride >= 1, $"its window is {side} and its stride {stride}");
                var all = Math.Max(0, ((extent + stride - 1) / stride - 1) * stride + side - extent);
                return node.Text("auto_pad") == "SAME_UPPER" ? (all / 2, all - all / 2) : (all - all / 2, all / 2);
            default:
                throw node.Refuse($"its auto_pad is '{Printable.Text(node.Text("auto_pad"))}', which ONNX does not know");
        }
    }

    private static long Same(OnnxNode node, string attribute, int? otherwise)
    {
        var values = node.Integers(attribute);
        if (values.Count == 0) return otherwise ?? throw node.Refuse($"it has no {attribute}");
        node.Require(values.Count == 2 && values[0] == values[1], $"its {attribute} is {Extents.Text(values.Take(8))}, but ours is a square");
        return values[0];
    }
}
