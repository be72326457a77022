using System.Globalization;

namespace AlexNet.PowerShell.Compression;

/// <summary>How a model was compressed, as its history keeps it: by the names of the parameters.</summary>
internal static class CompressionInWords
{
    public static IEnumerable<(string Name, string Value)> Of(CompressionSettings settings)
    {
        yield return ("Compression", "pruned, shared and coded (Han, Mao, Dally 2016)");
        yield return ("FirstConvolutionDensity", Text(settings.FirstConvolutionDensity));
        yield return ("ConvolutionDensity", Text(settings.ConvolutionDensity));
        yield return ("FullyConnectedDensity", Text(settings.FullyConnectedDensity));
        yield return ("ClassifierDensity", Text(settings.ClassifierDensity));
        if (settings.LayerDensities.Count > 0)
            yield return ("LayerDensity", string.Join(", ", settings.LayerDensities.OrderBy(layer => layer.Key, StringComparer.Ordinal).Select(layer => $"{layer.Key} = {Text(layer.Value)}")));
        if (settings.Dropout is { } rate) yield return ("Dropout", Text(rate));
        yield return ("ConvolutionBits", Text(settings.ConvolutionBits));
        yield return ("FullyConnectedBits", Text(settings.FullyConnectedBits));
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
