using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Inference.Planning;

/// <summary>What a plan is made for, and what it must or must not use. The default leaves every choice to the table of rules.</summary>
public sealed record PlanOptions
{
    /// <summary>Every choice by the rules, for one image and all cores.</summary>
    public static PlanOptions Default { get; } = new();

    /// <summary>Images of a forward pass that the choices are made for. Any session can run any plan.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Threads that the choices are made for; 0 for one a core.</summary>
    public int Threads { get; init; }

    /// <summary>Algorithms that must be used, by the layer's name. A layer that is not named is chosen for.</summary>
    public IReadOnlyDictionary<string, ConvolutionAlgorithm> Algorithms { get; init; } = new Dictionary<string, ConvolutionAlgorithm>();

    /// <summary>Algorithms that must not be chosen. Implicit GEMM, which computes anything, stays.</summary>
    public IReadOnlyCollection<ConvolutionAlgorithm> Excluded { get; init; } = [];

    /// <summary>Measurements of this machine, which go before the rules; null for none.</summary>
    public TunedChoices? Tuned { get; init; }

    /// <summary>The same algorithm for every convolution that it can compute; the others stay as they are.</summary>
    /// <exception cref="NotSupportedException">It can compute none of the network; says which algorithms can compute some.</exception>
    public PlanOptions WithAlgorithm(Architectures.Architecture architecture, ConvolutionAlgorithm algorithm)
    {
        if (algorithm == ConvolutionAlgorithm.Automatic) return this with { Algorithms = new Dictionary<string, ConvolutionAlgorithm>() };
        var convolutions = architecture.Shapes.Where(shapes => shapes.Layer is Convolution).Select(shapes => (Layer: (Convolution)shapes.Layer, shapes.Input)).ToList();
        var able = convolutions.Where(convolution => ConvolutionSteps.Supports(algorithm, convolution.Layer, convolution.Input)).ToList();
        if (able.Count == 0)
        {
            var others = convolutions.SelectMany(convolution => ConvolutionSteps.For(convolution.Layer, convolution.Input)).Distinct().Order();
            throw new NotSupportedException($"{algorithm} can compute no convolution of '{architecture.Name}'; what can compute some: {string.Join(", ", others)}");
        }
        return this with { Algorithms = able.ToDictionary(convolution => convolution.Layer.Name, _ => algorithm) };
    }

    /// <summary>The algorithm of a layer.</summary>
    internal ConvolutionAlgorithm Choose(Convolution layer, MapShape input)
    {
        if (Algorithms.TryGetValue(layer.Name, out var forced) && forced != ConvolutionAlgorithm.Automatic) return forced;
        var work = new ConvolutionWork(layer, input, Batch, Threads == 0 ? Environment.ProcessorCount : Threads);
        if (Tuned?.Find(work) is { } tuned && !Excluded.Contains(tuned) && ConvolutionSteps.Supports(tuned, layer, input)) return tuned;
        return ConvolutionRules.Choose(work, algorithm => !Excluded.Contains(algorithm));
    }

    /// <summary>Says no to a name that is no convolution of the network, as a typing error would otherwise go unnoticed, and to what cannot be computed.</summary>
    /// <exception cref="ArgumentException">Names the convolutions that there are.</exception>
    /// <exception cref="NotSupportedException">Names the algorithms that can compute the layer.</exception>
    public void Check(Architectures.Architecture architecture)
    {
        foreach (var (name, algorithm) in Algorithms)
        {
            var shapes = architecture.Shapes.FirstOrDefault(shapes => shapes.Layer is Convolution && shapes.Layer.Name == name);
            if (shapes is null)
                throw new ArgumentException(
                    $"'{name}' is no convolution of '{architecture.Name}'; its convolutions: {string.Join(", ", architecture.Layers.OfType<Convolution>().Select(layer => layer.Name))}");
            if (algorithm != ConvolutionAlgorithm.Automatic) ConvolutionSteps.Require(algorithm, (Convolution)shapes.Layer, shapes.Input);
        }
    }
}
