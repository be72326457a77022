using System.Collections;
using AlexNet.Engine.Inference.Planning;

namespace AlexNet.PowerShell.Arguments;

/// <summary>Offers the algorithms that can compute some convolution of the network that the command names, or of the default one.</summary>
public sealed class AlgorithmCompleter : NameCompleter
{
    private protected override IEnumerable<(string Name, string About)> Names(IDictionary bound)
    {
        var layers = PlannedLayers.Of(NetworkOfCommand.Get(bound), PlanOptions.Default).ToList();
        foreach (var algorithm in Enum.GetValues<ConvolutionAlgorithm>())
        {
            var name = algorithm.ToString();
            var able = algorithm == ConvolutionAlgorithm.Automatic ? "any layer" : string.Join(", ", layers.Where(layer => layer.Algorithms.Contains(name)).Select(layer => layer.Name));
            if (able.Length > 0) yield return (name, $"{ValueWords.About(algorithm)}; {able}");
        }
    }
}
