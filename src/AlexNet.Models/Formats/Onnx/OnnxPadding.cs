using AlexNet.Models.Formats.Matching;
using AlexNet.Models.Metadata;

namespace AlexNet.Models.Formats.Onnx;

/// <summary>A Pad node before a convolution: zeros behind the last row and column, as the authors' program had them.</summary>
internal static class OnnxPadding
{
    /// <summary>How many rows, and as many columns, of zeros it adds behind an image of [images, channels, rows, columns].</summary>
    /// <exception cref="RefusedException">It adds anything else.</exception>
    public static int Behind(OnnxNode node, OnnxConstants constants)
    {
        var mode = node.Text("mode");
        node.Require(mode is "" or "constant", $"its mode is '{Printable.Text(mode)}', but convolutions pad with zeros");
        // Before opset 11 both were attributes.
        IReadOnlyList<double> pads = node.Has("pads") ? [.. node.Integers("pads").Select(pad => (double)pad)] : constants.Numbers(node.Input(1), "its pads", node);
        var value = node.Input(2) is { } filler ? constants.Number(filler, "its value", node) : node.Single("value", 0);
        node.Require(value == 0, $"it pads with {value}, but convolutions pad with zeros");
        node.Require(pads.Count == 8 && pads.Take(6).All(pad => pad == 0) && pads[6] == pads[7] && pads[6] is >= 0 and <= LayerJson.MaxWindow, $"its pads are {Extents.Text(pads.Take(8))}, but only zeros behind the last row and column, as many of both, are known");
        return (int)pads[6];
    }
}
