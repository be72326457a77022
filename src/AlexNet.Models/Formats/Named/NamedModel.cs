using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats.Photos;

namespace AlexNet.Models.Formats.Named;

/// <summary>A model from named arrays: what PyTorch's, NumPy's and safetensors files come to.</summary>
internal static class NamedModel
{
    /// <summary>Finds the network by the arrays' shapes and takes them as its weights, in place where their order allows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format, in words.</param>
    /// <param name="arrays">The arrays; a name may have any prefix.</param>
    /// <param name="options">What the caller knows.</param>
    /// <param name="cancellation">Stops copies.</param>
    /// <exception cref="RefusedException">They are not the weights of an AlexNet; says which array and what was needed.</exception>
    public static Model Create(string path, string format, IEnumerable<NamedArray> arrays, ImportOptions options, CancellationToken cancellation)
    {
        var layers = ArrayOrder.OutputsFirst(NamedLayers.Of(arrays));
        var architecture = NamedArchitecture.Fit(layers, options.Architecture);
        var preprocessing = ImportPreprocessing.For(architecture);
        if (options.MeanFile is { } meanFile) preprocessing = ImportPreprocessing.WithMean(preprocessing, architecture.Input.Height, MeanFile.Read(meanFile), meanFile);
        return Create(path, format, architecture, Weights(architecture, layers, cancellation), ModelFactory.DefaultLabels(architecture.Classes), preprocessing);
    }

    /// <summary>A model of an imported file: named after it, with a note of where it comes from.</summary>
    public static Model Create(string path, string format, Architecture architecture, IEnumerable<WeightTensor> weights, LabelSet labels, Preprocessing preprocessing)
    {
        var full = Path.GetFullPath(path);
        return new Model(Name(full), architecture, weights, labels, preprocessing)
        {
            Path = full,
            Notes = new Dictionary<string, string> { ["origin"] = $"imported from the {format} file {Printable.Text(Path.GetFileName(full), 200)}" },
        };
    }

    private static IEnumerable<WeightTensor> Weights(Architecture architecture, NamedLayers layers, CancellationToken cancellation) =>
        layers.All.SelectMany(layer => new[] { layer.Weight, layer.Bias.Permute(LongestFirst(layer.Bias)) })
            .Zip(architecture.Parameters, (array, parameter) => array.ToWeight(parameter.Name, parameter.Extents, cancellation));

    /// <summary>A bias may be [outputs], [outputs, 1] or [1, outputs].</summary>
    private static int[] LongestFirst(NamedArray bias) => [.. Enumerable.Range(0, bias.Shape.Count).OrderByDescending(axis => bias.Shape[axis])];

    private static string Name(string path)
    {
        var name = Printable.Text(Path.GetFileNameWithoutExtension(path), 190);
        return string.IsNullOrWhiteSpace(name) ? "imported" : name;
    }
}
