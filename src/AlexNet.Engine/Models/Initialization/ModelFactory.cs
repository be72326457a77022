using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models.Labels;

namespace AlexNet.Engine.Models.Initialization;

/// <summary>Makes untrained models in memory.</summary>
public static class ModelFactory
{
    private const int ImageNetClasses = 1000;

    /// <summary>A model whose answers mean nothing yet, ready to run or to be trained.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="labels">One for each class; by default ImageNet's for 1000 classes and numbers otherwise.</param>
    /// <param name="preprocessing">By default what the architecture's authors did, see <see cref="DefaultPreprocessing"/>.</param>
    /// <param name="weights">Where the weights come from.</param>
    /// <param name="seed">The same seed gives the same weights.</param>
    /// <param name="biasScale">Largest bias, for weights by formula.</param>
    /// <exception cref="ArgumentException">Labels, preprocessing or kind of weights do not fit the architecture.</exception>
    public static Model Create(
        Architecture architecture, LabelSet? labels = null, Preprocessing? preprocessing = null,
        InitialWeights weights = InitialWeights.Distribution, ulong seed = 0, float biasScale = 4)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var tensors = weights switch
        {
            InitialWeights.Distribution => SeededWeights.Draw(architecture, seed),
            InitialWeights.He => SeededWeights.He(architecture, seed),
            InitialWeights.Formula => SeededWeights.Formula(architecture, seed, biasScale),
            _ => throw new ArgumentOutOfRangeException(nameof(weights), weights, "no kind of initial weights"),
        };
        return new Model(architecture.Name, architecture, tensors, labels ?? DefaultLabels(architecture.Classes), preprocessing ?? DefaultPreprocessing(architecture))
        {
            IsTrained = false,
        };
    }

    /// <summary>ImageNet's labels for 1000 classes, else <c>class 0</c>, <c>class 1</c>, ...</summary>
    public static LabelSet DefaultLabels(int classes) => classes == ImageNetClasses ? ImageNetLabels.All : LabelSet.Numbered(classes);

    /// <summary>
    /// The paper's, Caffe's or torchvision's, by the architecture's name; the paper's for one of another name. Photos are resized to 256 for inputs of
    /// 224 and 227, and in the same ratio for others, so that a small network still sees the whole photo.
    /// </summary>
    public static Preprocessing DefaultPreprocessing(Architecture architecture)
    {
        var preprocessing = architecture.Name switch
        {
            "bvlc" or "caffenet" => Preprocessing.Caffe,
            "onetower" => Preprocessing.Torchvision,
            _ => Preprocessing.Paper,
        };
        var size = architecture.Input.Height;
        return size is 224 or 227 ? preprocessing : preprocessing with { ResizeTo = (int)Math.Ceiling(size * 256 / 224.0) };
    }
}
