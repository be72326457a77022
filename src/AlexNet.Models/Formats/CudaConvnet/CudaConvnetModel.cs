using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Models.Formats.Named;
using AlexNet.Models.Formats.Photos;
using AlexNet.Models.Formats.Pickle;

namespace AlexNet.Models.Formats.CudaConvnet;

/// <summary>A model from a checkpoint of cuda-convnet, the program of 2011 and 2012 (layer.py, gpumodel.py): {"model_state": {"layers": ...}, "op": ...}.</summary>
internal static class CudaConvnetModel
{
    private const string Name = "cuda-convnet";

    /// <summary>
    /// Photos as the program's make-data.py prepared them, RGB. The mean is not in a checkpoint but beside the data (batches.meta); without it, ImageNet's mean pixel.
    /// </summary>
    private static readonly Preprocessing Photos = Preprocessing.Paper with { Mean = [122.679f, 116.669f, 104.007f] };

    /// <summary>Makes the model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="state">The checkpoint's 'model_state'.</param>
    /// <param name="options">What the caller knows.</param>
    /// <param name="cancellation">Stops copies.</param>
    /// <exception cref="RefusedException">It is no network of AlexNet's kinds of layers.</exception>
    public static Model Create(string path, PickleDictionary state, ImportOptions options, CancellationToken cancellation)
    {
        var stages = LayerGraph.Stages(state.Items.GetValueOrDefault("layers"));
        var architecture = KnownOf(StageTranslator.Translate(Name, stages));
        if (options.Architecture is { } wanted && !wanted.Equals(architecture.Name, StringComparison.OrdinalIgnoreCase))
            throw new RefusedException("architecture", $"'{Printable.Text(wanted)}' is asked for, but the checkpoint describes '{architecture.Name}' itself", "leave the architecture out");
        var weighted = stages.Where(stage => stage.First.Type is "conv" or "fc").ToList();
        var weights = weighted.SelectMany((stage, i) => new[]
        {
            StageWeights.Weight(stage, architecture.Parameters[2 * i], cancellation),
            StageWeights.Bias(stage, architecture.Parameters[2 * i + 1], cancellation),
        }).ToList();
        var size = architecture.Input.Height;
        var preprocessing = size == 224 ? Photos : Photos with { ResizeTo = (int)Math.Ceiling(size * 256 / 224.0) };
        // Classes are in the order of the data's own labels, which for ImageNet is not that of Caffe and PyTorch.
        var labels = LabelSet.Numbered(architecture.Classes);
        if (options.MeanFile is { } meanFile)
        {
            var mean = MeanFile.Read(meanFile);
            preprocessing = ImportPreprocessing.WithMean(preprocessing, size, mean, meanFile);
            if (mean.Labels?.Count == architecture.Classes) labels = new LabelSet(mean.Labels);
        }
        return NamedModel.Create(path, Name, architecture, weights, labels, preprocessing);
    }

    /// <summary>The known network that does the same, with this one's sizes; itself if there is none.</summary>
    private static Architecture KnownOf(Architecture translated)
    {
        var known = KnownArchitectures.Names.Select(KnownArchitectures.Get).FirstOrDefault(known =>
            known.Towers == translated.Towers && Comparable(known).SequenceEqual(Comparable(translated)));
        if (known is null) return translated;
        return NamedArchitecture.Resize(known, [.. translated.Layers.OfType<Convolution>().Select(layer => (layer.Channels, layer.Groups))],
            [.. translated.Layers.OfType<FullyConnected>().Select(layer => layer.Outputs)], translated.Input);
    }

    /// <summary>
    /// Layers without names and sizes, as text in which constants have five digits. A ReLU goes before a max pooling, after which it would do the same.
    /// </summary>
    private static List<string> Comparable(Architecture architecture)
    {
        var layers = architecture.Layers.ToList();
        for (var i = 1; i < layers.Count; i++)
            if (layers[i] is Activation { Function: ActivationFunction.Relu } && layers[i - 1] is MaxPooling) (layers[i - 1], layers[i]) = (layers[i], layers[i - 1]);
        return layers.ConvertAll(layer => layer switch
        {
            Convolution convolution => (convolution with { Name = "", Channels = 0 }).ToString(),
            FullyConnected full => (full with { Name = "", Outputs = 0 }).ToString(),
            ResponseNormalization norm => FormattableString.Invariant($"{norm.Window} {norm.Size} {norm.K:g5} {norm.Alpha:g5} {norm.Beta:g5}"),
            _ => (layer with { Name = "" }).ToString(),
        });
    }
}
