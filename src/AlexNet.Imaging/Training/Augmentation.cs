namespace AlexNet.Imaging.Training;

/// <summary>Where the network's square is cut from a training photo.</summary>
public enum CropMode
{
    /// <summary>From the centre, as when classifying.</summary>
    Centre,

    /// <summary>Anywhere in the central square of the resized photo (paper, section 4.1: 224 of 256).</summary>
    Random,

    /// <summary>
    /// Beyond the paper: a part of random area and shape, anywhere in the photo, resized to the input (Szegedy et al. 2015). Objects come in more sizes: with few
    /// photos that is worth more than their place.
    /// </summary>
    RandomResized,
}

/// <summary>How training photos are varied, so that no two epochs show the same. The defaults are the paper's (section 4.1).</summary>
public sealed record Augmentation
{
    /// <summary>The paper's: random crops, mirror images, and colour noise.</summary>
    public static Augmentation Paper { get; } = new();

    /// <summary>None: the centre of each photo.</summary>
    public static Augmentation None { get; } = new() { Crop = CropMode.Centre, Mirror = false, ColourNoise = 0 };

    /// <summary>Where the network's square is cut.</summary>
    public CropMode Crop { get; init; } = CropMode.Random;

    /// <summary>Least share of the photo's area that a random resized crop shows.</summary>
    public double LeastArea { get; init; } = 0.35;

    /// <summary>A random resized crop is between 1 / this and this times as wide as it is high.</summary>
    public double MostAspect { get; init; } = 4 / 3.0;

    /// <summary>Whether half of the photos are mirrored, left to right.</summary>
    public bool Mirror { get; init; } = true;

    /// <summary>Standard deviation of the noise along the principal components of the colours, in standard deviations of the pixels along each; the paper's is 0.1.</summary>
    public float ColourNoise { get; init; } = 0.1f;

    /// <summary>The 2012 source: what noise was added to is divided by 1 + <see cref="ColourNoise"/>, so that the inputs vary no more than those that are classified.</summary>
    public bool ScaleNoise { get; init; }

    /// <summary>The 2012 source: so many consecutive images share the place of their crop and whether they are mirrored; 1 lets each have its own.</summary>
    public int CropChunk { get; init; } = 1;

    /// <summary>Beyond the paper: the probability that a rectangle is filled with the mean (Zhong et al. 2017). The network learns not to rely on one part.</summary>
    public double Erasing { get; init; }

    /// <summary>
    /// Beyond the paper: 0, or alpha of the Beta distribution by which each image is blended with another, and its target too (Zhang et al. 2017). It keeps a large
    /// network from being sure of photos that it has seen thirty times.
    /// </summary>
    public double Mixup { get; init; }

    /// <summary>Throws when a value cannot be meant.</summary>
    /// <exception cref="ArgumentException">Says which.</exception>
    public Augmentation Validated()
    {
        Require(Enum.IsDefined(Crop), $"a crop of {Crop}", "a known kind");
        Require(LeastArea is > 0 and <= 1, $"a least area of {LeastArea}", "more than 0 and at most 1");
        Require(MostAspect is >= 1 and <= 10, $"an aspect of {MostAspect}", "1 to 10");
        Require(ColourNoise is >= 0 and <= 10, $"colour noise of {ColourNoise}", "0 to 10");
        Require(CropChunk >= 1, $"a crop chunk of {CropChunk}", "1 or more");
        Require(Erasing is >= 0 and <= 1, $"erasing of {Erasing}", "a probability from 0 to 1");
        Require(Mixup is >= 0 and <= 1, $"mixup of {Mixup}", "0 to 1");
        return this;
    }

    private static void Require(bool holds, string found, string needed)
    {
        if (!holds) throw new ArgumentException(FormattableString.Invariant($"augmentation: found {found}, but needs {needed}"));
    }
}
