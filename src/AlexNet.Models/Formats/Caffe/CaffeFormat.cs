using System.Text;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using AlexNet.Models.Formats.Matching;
using AlexNet.Models.Formats.Photos;
using AlexNet.Models.Formats.Protobuf;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Formats.Caffe;

/// <summary>Caffe's .caffemodel files: weights, and in all but stripped ones the layers that they belong to.</summary>
internal sealed class CaffeFormat : IModelFormat
{
    private const int UsualInput = 227;
    private const int MaxDescriptionBytes = 1 << 20;

    public string Name => "Caffe";

    /// <summary>A message like NetParameter: its name first, or layers; an ONNX file's first field is a number.</summary>
    public bool Recognises(ReadOnlySpan<byte> start) => MessageStart.Fits(start, CaffeSchema.Net, needed: ["layer", "layers"]);

    /// <inheritdoc/>
    public Model Read(string path, ImportOptions options, CancellationToken cancellation)
    {
        var full = Path.GetFullPath(path);
        return FileErrors.Reading(full, () =>
        {
            var file = MappedFile.Open(full);
            try
            {
                return Read(full, file, ProtobufReader.Read(file, CaffeSchema.Net), options, cancellation);
            }
            catch
            {
                file.Close();
                throw;
            }
        });
    }

    /// <summary>What is wrong with the network is wrong with the file that describes it, which may be another one than that of the weights.</summary>
    private static Model Read(string path, MappedFile file, ProtobufMessage stored, ImportOptions options, CancellationToken cancellation)
    {
        var weights = new CaffeWeights(path, file, stored);
        if (options.NetworkFile is not { } described) return Read(path, weights, weights.Layers, stored, stored, options, cancellation);
        var net = Describe(described);
        return FileErrors.Reading(Path.GetFullPath(described), () =>
        {
            var layers = CaffeLayer.Of(net);
            if (CaffeGuess.IsBare(layers)) throw new RefusedException("network", "none of its layers says how it computes", "give the deploy.prototxt that goes with the weights");
            return Read(path, weights, layers, net, stored, options, cancellation);
        });
    }

    private static Model Read(string path, CaffeWeights weights, IReadOnlyList<CaffeLayer> layers, ProtobufMessage net, ProtobufMessage stored, ImportOptions options, CancellationToken cancellation)
    {
        var likeliest = CaffeGuess.Network(net.Text("name"), layers);
        var size = InputSize(net, layers) ?? InputSize(stored, weights.Layers) ?? UsualInput;
        var found = CaffeGuess.IsBare(layers)
            ? CaffeGuess.Fill(KnownArchitectures.Get(CaffeGuess.Checked(options.Architecture) ?? likeliest), weights, size)
            : CaffeWalk.Go(weights, layers.Where(layer => layer.IsForTest), size, cancellation);
        var metadata = stored.Messages("alexnet_metadata").DistinctBy(entry => entry.Text("key")).ToDictionary(entry => entry.Text("key"), entry => entry.Text("value"));
        return ImportedModel.Make(path, found, metadata, options, likeliest, _ => PreprocessingOf(layers), side => CaffeMean.Beside(path, side));
    }

    /// <summary>A .prototxt file.</summary>
    private static ProtobufMessage Describe(string path)
    {
        var full = Path.GetFullPath(path);
        return FileErrors.Reading(full, () =>
        {
            using var text = File.OpenRead(full);
            if (text.Length > MaxDescriptionBytes) throw new RefusedException("length", $"it has {text.Length} bytes, but at most {MaxDescriptionBytes} of a network's description are read", "give the .prototxt file");
            using var reader = new StreamReader(text, Encoding.UTF8);
            return TextFormatReader.Read(reader.ReadToEnd(), CaffeSchema.Net);
        });
    }

    /// <summary>Height and width of the image, as the layer that brings images has it, or the network's inputs; null where nothing says.</summary>
    private static int? InputSize(ProtobufMessage net, IReadOnlyList<CaffeLayer> layers)
    {
        IReadOnlyList<long> dims = net.Has("input_dim") ? net.Integers("input_dim") : net.Messages("input_shape") is [var shape, ..] ? shape.Integers("dim") : [];
        foreach (var data in layers.Where(layer => layer.IsData))
        {
            if (dims.Count == 0 && data.Has("input_param") && data.Parameters("input_param").Messages("shape") is [var input, ..]) dims = input.Integers("dim");
            var crop = data.Parameters("transform_param").Integer("crop_size", data.Parameters("data_param").Integer("crop_size"));
            if (dims.Count == 0 && crop > 0) dims = [1, 3, crop, crop];
        }
        if (dims.Count == 0) return null;
        if (dims.Count < 4 || dims[1] != 3 || dims[2] != dims[3] || dims[2] is < 1 or > int.MaxValue)
            throw new RefusedException("input", $"its image is {Extents.Text(dims.Take(8))}, but an AlexNet reads [images, 3, side, side]");
        return (int)dims[2];
    }

    /// <summary>Caffe's for any network, less what the layer that brings images says.</summary>
    private static Preprocessing PreprocessingOf(IReadOnlyList<CaffeLayer> layers)
    {
        var usual = ImportPreprocessing.Caffe;
        if (layers.FirstOrDefault(layer => layer.IsData && layer.Has("transform_param"))?.Parameters("transform_param") is not { } transform) return usual;
        var mean = transform.Singles("mean_value");
        var factor = transform.Single("scale", 1);
        // Caffe multiplies after it has subtracted, we before.
        IReadOnlyList<float> inOurs = [.. (mean.Count == 1 ? [mean[0], mean[0], mean[0]] : mean.Count == 3 ? mean : usual.Mean).Select(value => value * factor)];
        return usual with { Scale = factor, Mean = inOurs };
    }
}
