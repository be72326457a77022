using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;

namespace AlexNet.Models.Formats.Photos;

/// <summary>
/// What photos go through before imported weights, as weights themselves do not say. The one rule for all formats: the same weights answer alike whichever program's
/// file brings them.
/// </summary>
internal static class ImportPreprocessing
{
    /// <summary>
    /// Caffe's: BGR in 0..255 less ImageNet's mean pixel, the whole photo squashed to the input. So do its examples (00-classification.ipynb, cpp_classification),
    /// whose answers are published. With a mean image of 256 it is squashed to 256 and cut, as in Caffe's training.
    /// </summary>
    public static Preprocessing Caffe { get; } = Preprocessing.Caffe with { Resize = ResizeMode.Squash };

    /// <summary>The ONNX zoo's, whose copies of Caffe's networks read 224 pixels a side: the same with the mean pixel of the program that measured their accuracy.</summary>
    private static Preprocessing Zoo { get; } = Caffe with { Mean = [103.939f, 116.779f, 123.68f] };

    /// <summary>For Caffe's two networks Caffe's, or the zoo's at 224; for one tower torchvision's; for all others the paper's.</summary>
    public static Preprocessing For(Architecture architecture) => architecture switch
    {
        { Name: "bvlc" or "caffenet", Input.Height: 224 } => Zoo,
        { Name: "bvlc" or "caffenet" } => Caffe,
        _ => ModelFactory.DefaultPreprocessing(architecture),
    };

    /// <summary>The same with a mean from a file, whose channels are in the order of the network's input.</summary>
    /// <param name="preprocessing">What it replaces the mean of.</param>
    /// <param name="inputSize">Height and width of the network's input.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="path">Its file, for messages.</param>
    /// <exception cref="ModelFileException">It is smaller than the network's photos.</exception>
    public static Preprocessing WithMean(Preprocessing preprocessing, int inputSize, MeanFile mean, string path)
    {
        if (mean.Side == 1) return preprocessing with { Mean = mean.Values, MeanImage = null, MeanImageSize = 0 };
        if (mean.Side < inputSize)
            throw new RefusedException("mean", $"it is an image of {mean.Side}x{mean.Side}, but the network's photos have {inputSize}x{inputSize}, or more before they are cut", "give the mean file that goes with this network").In(Path.GetFullPath(path));
        var meant = preprocessing with { MeanImage = mean.Values, MeanImageSize = mean.Side };
        if (mean.Side == inputSize) return meant;
        // A larger mean is cut like the photo, which is brought to its size first.
        return meant with { ResizeTo = mean.Side, Resize = preprocessing.Resize == ResizeMode.Squash ? ResizeMode.SquashThenCrop : preprocessing.Resize };
    }
}
