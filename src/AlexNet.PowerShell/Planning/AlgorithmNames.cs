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
}
