using System.Globalization;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;

namespace AlexNet.Bench.Rivals.Libtorch;

/// <summary>Writes a network as the libtorch program reads it: the file of weights, then a line an operation.</summary>
internal static class LibtorchExport
{
    /// <summary>Returns the path.</summary>
    public static string Write(Model model, WeightsFile weights, string folder)
    {
        var lines = new List<string> { weights.Name };
        var factor = 1f;
        foreach (var layer in model.Architecture.Layers)
        {
            if (layer is Dropout dropout) factor *= dropout.TestFactor;
            else lines.Add(Line(model, layer, weights, factor));
            if (layer is FullyConnected) factor = 1;
        }
        var path = Path.Combine(folder, "network.txt");
        File.WriteAllLines(path, lines);
        return path;
    }

    private static string Line(Model model, Layer layer, WeightsFile weights, float factor) => layer switch
    {
        Convolution c => $"conv {c.Stride} {c.Padding} {c.Groups} {Place(model, weights, $"{c.Name}.weight")} {Place(model, weights, $"{c.Name}.bias")}",
        Activation { Function: ActivationFunction.Relu } => "relu",
        MaxPooling p => $"maxpool {p.Window} {p.Stride} {(p.Rounding == Rounding.Ceiling ? 1 : 0)}",
        ResponseNormalization { Window: not NormalizationWindow.WithinMap } n => Invariant(
            $"lrn {n.Size} {n.Alpha * n.Size} {n.Beta} {n.K} {(n.Window == NormalizationWindow.WithinTower ? model.Architecture.Towers : 1)}"),
        FullyConnected f => Invariant($"linear {factor} {(f == model.Architecture.Layers.OfType<FullyConnected>().Last() ? 1 : 0)} ")
            + $"{Place(model, weights, $"{f.Name}.weight")} {Place(model, weights, $"{f.Name}.bias")}",
        Softmax => "softmax",
        _ => throw new NotSupportedException($"layer '{layer.Name}': the export knows no {layer.Kind} of this kind"),
    };

    private static string Place(Model model, WeightsFile weights, string name) =>
        $"{weights.Offset(name) / sizeof(float)}:{string.Join(',', model.Weight(name).Shape)}";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
