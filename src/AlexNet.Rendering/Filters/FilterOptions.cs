namespace AlexNet.Rendering.Filters;

/// <summary>How a convolution's filters are shown.</summary>
public sealed record FilterOptions
{
    /// <summary>The most filters; how many there are is said.</summary>
    public int MaxFilters { get; init; } = 96;

    /// <summary>The input channel whose kernels are shown; null for all three as colours where the input is an image, else for the first.</summary>
    public int? Channel { get; init; }

    /// <summary>Whether all filters share one range of values, so that strong ones can be told from weak ones; else each uses all colours.</summary>
    public bool SharedRange { get; init; }

    /// <summary>Devices between which the filters are divided; 0 for as many as the network has towers.</summary>
    public int Devices { get; init; }
}
