using AlexNet.Engine.Tensors;

namespace AlexNet.Models;

/// <summary>How a model is saved.</summary>
public sealed record SaveOptions
{
    /// <summary>Whether a file already there may be replaced. Off, because weights are dear.</summary>
    public bool Overwrite { get; init; }

    /// <summary>
    /// The type weights are converted to, rounding to nearest even; null keeps each as it is. Int8, with one scale a row, converts the weights of
    /// fully connected layers only.
    /// </summary>
    public ElementType? ElementType { get; init; }

    /// <summary>Which parameters are converted; null means all. Biases are few, so keeping them in single precision costs nothing.</summary>
    public Func<WeightTensor, bool>? Converts { get; init; }

    /// <summary>
    /// Whether weights most of which are zero and the rest of which share at most 256 values are stored as such, without loss; loading expands them.
    /// For models that were compressed; any other weight is stored as always.
    /// </summary>
    public bool Sparse { get; init; }

    /// <summary>Whether such weights are coded as small as can be. It takes very much longer and saves little.</summary>
    public bool Smallest { get; init; }
}
