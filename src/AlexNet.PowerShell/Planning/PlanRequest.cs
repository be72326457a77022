using System.Management.Automation;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Layers;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Planning;

/// <summary>How convolutions were asked to be computed: from parameters to the options of a plan.</summary>
/// <param name="Algorithm">What -Algorithm was given.</param>
/// <param name="Excluded">What -ExcludeAlgorithm was given.</param>
/// <param name="Tuned">What was measured on this machine.</param>
internal sealed record PlanRequest(AlgorithmChoice? Algorithm, string[] Excluded, TunedChoices? Tuned)
{
    /// <summary>The algorithms that must not be chosen.</summary>
    /// <exception cref="Failure">A name is unknown.</exception>
    public IReadOnlyCollection<ConvolutionAlgorithm> ExcludedAlgorithms => [.. Excluded.SelectMany(AlgorithmNames.Matching).Distinct()];

    /// <summary>The options for a network.</summary>
    /// <exception cref="Failure">A name is unknown, or an algorithm cannot compute what it is asked to.</exception>
    public PlanOptions For(Architecture network, int batch = 1, int threads = 0)
    {
        var options = new PlanOptions { Batch = batch, Threads = threads, Excluded = ExcludedAlgorithms, Tuned = Tuned };
        try
        {
            options = Algorithm switch
            {
                null => options,
                { Layers: { } layers } => options with { Algorithms = layers.ToDictionary(layer => LayerOf(network, layer.Key), layer => AlgorithmNames.Parse(layer.Value)) },
                var choice => options.WithAlgorithm(network, choice.Algorithm),
            };
            options.Check(network);
            return options;
        }
        catch (NotSupportedException exception)
        {
            throw new Failure(ErrorIds.AlgorithmNotPossible, ErrorCategory.InvalidArgument, $"{Algorithm}", exception.Message, "Choose one of those that the message names.", exception);
        }
    }

    private static string LayerOf(Architecture network, string name)
    {
        var names = network.Layers.OfType<Convolution>().Select(layer => layer.Name).ToList();
        return names.Find(known => known.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new Failure(ErrorIds.LayerNotFound, ErrorCategory.InvalidArgument, name, $"The network '{network.Name}' has no convolution '{name}'.", $"Its convolutions are {string.Join(", ", names)}.");
    }
}
