using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Models.Formats.Numpy;

namespace AlexNet.Models.Formats.Named;

/// <summary>What photos go through before imported weights: what the programs around such weights do, as weights themselves do not say.</summary>
internal static class ImportPreprocessing
{
    /// <summary>
    /// Caffe's networks: the whole photo squashed to the input, BGR in 0..255 less ImageNet's mean pixel, as Caffe's own demonstrations do. One tower: torchvision's.
    /// Others: the paper's. A mean file replaces the mean pixel.
    /// </summary>
    /// <exception cref="ModelFileException">The mean file is none, or of no fitting size.</exception>
    public static Preprocessing For(Architecture architecture, string? meanFile)
    {
        var preprocessing = ModelFactory.DefaultPreprocessing(architecture);
        if (architecture.Name is "bvlc" or "caffenet") preprocessing = preprocessing with { Resize = ResizeMode.Squash };
        return meanFile is null ? preprocessing : WithMean(preprocessing, architecture.Input.Height, MeanFile.Read(meanFile), meanFile);
    }

    /// <summary>The same with a mean from a file; its channels are in the order of the network's input.</summary>
    public static Preprocessing WithMean(Preprocessing preprocessing, int inputSize, MeanFile mean, string meanFile)
    {
        if (mean.Side == 1) return preprocessing with { Mean = mean.Values, MeanImage = null, MeanImageSize = 0 };
        if (mean.Side < inputSize)
            throw new RefusedException("mean", $"it is an image of {mean.Side}x{mean.Side}, but the network's photos have {inputSize}x{inputSize}, or more before they are cut", "give the mean file that goes with this network").In(Path.GetFullPath(meanFile));
        var meant = preprocessing with { MeanImage = mean.Values, MeanImageSize = mean.Side };
        if (mean.Side == inputSize) return meant;
        // A larger mean is cut like the photo, which is brought to its size first.
        return meant with { ResizeTo = mean.Side, Resize = preprocessing.Resize == ResizeMode.Squash ? ResizeMode.SquashThenCrop : preprocessing.Resize };
    }
}
