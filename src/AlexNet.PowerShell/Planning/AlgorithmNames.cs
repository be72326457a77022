using System.Management.Automation;
using AlexNet.Engine.Inference.Planning;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Planning;

/// <summary>The names of the algorithms.</summary>
internal static class AlgorithmNames
{
    /// <summary>The algorithm of that name, case ignored.</summary>
    /// <exception cref="Failure">There is none.</exception>
    public static ConvolutionAlgorithm Parse(string name) =>
        // A number would pass as a value of the enumeration, but is no name.
        Enum.GetNames<ConvolutionAlgorithm>().FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse<ConvolutionAlgorithm>(found)
            : throw new Failure(ErrorIds.AlgorithmUnknown, ErrorCategory.InvalidArgument, name, $"There is no algorithm '{name}'; known are {string.Join(", ", Enum.GetNames<ConvolutionAlgorithm>())}.", "Get-AlexNetLayer shows in its property Algorithms which of them can compute a layer.");

    /// <summary>The algorithms that a name or a pattern stands for; of a pattern that matches nothing, none.</summary>
    /// <exception cref="Failure">There is none of a name without wildcards.</exception>
    public static IEnumerable<ConvolutionAlgorithm> Matching(string pattern)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(pattern)) return [Parse(pattern)];
        var matches = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase);
        return Enum.GetValues<ConvolutionAlgorithm>().Where(algorithm => matches.IsMatch(algorithm.ToString()));
    }

    /// <summary>A few words about an algorithm.</summary>
    public static string About(ConvolutionAlgorithm algorithm) => algorithm switch
    {
        ConvolutionAlgorithm.Automatic => "by measured rules, or by this machine's own measurements",
        ConvolutionAlgorithm.Direct => "sums over the window, nothing rearranged but the weights",
        ConvolutionAlgorithm.Im2Col => "the im2col matrix written whole, then a matrix product",
        ConvolutionAlgorithm.ImplicitGemm => "a matrix product whose im2col matrix never exists",
        ConvolutionAlgorithm.Winograd2x2 => "Winograd's minimal filtering, tiles of 2x2 outputs",
        ConvolutionAlgorithm.Winograd4x4 => "Winograd's minimal filtering, tiles of 4x4 outputs",
        ConvolutionAlgorithm.Fft => "products in the frequency domain, overlapping tiles",
        ConvolutionAlgorithm.SpaceToDepth => "stride turned into channels, then implicit GEMM",
        ConvolutionAlgorithm.SpaceToDepthWinograd2x2 => "stride turned into channels, then Winograd 2x2",
        ConvolutionAlgorithm.SpaceToDepthWinograd4x4 => "stride turned into channels, then Winograd 4x4",
        _ => "a way to compute a convolution",
    };
}
