using AlexNet.Engine.Layers;

namespace AlexNet.Models.Formats.Onnx;

/// <summary>What the steps between the square and the division say, which come in one order.</summary>
internal sealed class NormalizationSteps
{
    private double _padded;

    public NormalizationWindow? Window { get; private set; }

    public int Size { get; private set; }

    /// <summary>Values in the window.</summary>
    public int Values => Window == NormalizationWindow.WithinMap ? Size * Size : Size;

    /// <summary>Multiplies the plain sum.</summary>
    public float? Alpha { get; private set; }

    public float? K { get; private set; }

    public float? Beta { get; private set; }

    public bool TryTake(OnnxNode node, string current, OnnxConstants constants)
    {
        switch (node.Operation)
        {
            // PyTorch gives maps an extent of their own, averages along it, and takes it away again.
            case "Reshape" or "Unsqueeze" or "Squeeze" or "Identity":
                return K is null;
            case "Pad" when Window is null:
                IReadOnlyList<double> pads = node.Has("pads") ? [.. node.Integers("pads").Select(pad => (double)pad)] : constants.Numbers(node.Input(1), "its pads", node);
                _padded += pads.Sum();
                return pads.All(pad => pad is >= 0 and <= byte.MaxValue);
            case "AveragePool" when Window is null:
                return TryAverage(node);
            // The mean times the window's size is the sum; some graphs multiply by that first.
            case "Mul" when Window is not null && K is null:
                Alpha = (Alpha ?? 1f / Values) * Constant(node, current, constants);
                return Alpha is not null;
            case "Add" when Alpha is not null && K is null:
                K = Constant(node, current, constants);
                return K is not null;
            case "Pow" when K is not null && Beta is null && node.Input(0) == current:
                Beta = Constant(node, current, constants);
                return Beta is not null;
            default:
                return false;
        }
    }

    /// <summary>A window of [5, 1, 1] goes along the maps, one of [5, 5] within one; zeros count in the mean.</summary>
    private bool TryAverage(OnnxNode node)
    {
        var kernel = node.Integers("kernel_shape");
        var pads = node.Integers("pads");
        var isWithinMap = kernel is [var rows, var columns] && rows == columns;
        if (!isWithinMap && kernel is not [_, 1, 1] && kernel is not [_, 1]) return false;
        if (kernel[0] is < 1 or > byte.MaxValue || kernel[0] % 2 == 0 || node.Integers("strides").Any(stride => stride != 1) || node.Integer("ceil_mode", 0) != 0) return false;
        (Size, Window) = ((int)kernel[0], isWithinMap ? NormalizationWindow.WithinMap : NormalizationWindow.AcrossTowers);
        // Half a window on each side that the window has extent in.
        var needed = (Size - 1) * (isWithinMap ? 2 : 1);
        return pads.Any(pad => pad != 0) ? _padded == 0 && pads.Sum() == needed && pads.All(pad => pad is 0 || pad == (Size - 1) / 2) && node.Integer("count_include_pad", 0) != 0 : _padded == needed;
    }

    private static float? Constant(OnnxNode node, string current, OnnxConstants constants)
    {
        var other = node.Inputs is [var a, var b] ? a == current ? b : a : null;
        return constants.Has(other) ? constants.Number(other, "its constant", node) : null;
    }
}
