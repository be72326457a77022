using AlexNet.Engine.Models;
using AlexNet.Models.Formats.Matching;
using AlexNet.Models.Formats.Photos;
using AlexNet.Models.Formats.Protobuf;
using AlexNet.Models.Metadata;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Formats.Onnx;

/// <summary>ONNX files: a graph of operators and the tensors that it computes with.</summary>
internal sealed class OnnxFormat : IModelFormat
{
    private const int LeastOperatorSet = 7;

    public string Name => "ONNX";

    /// <summary>A message like ModelProto: a version, perhaps words, and a graph.</summary>
    public bool Recognises(ReadOnlySpan<byte> start) => MessageStart.Fits(start, OnnxSchema.Model, needed: "graph");

    /// <inheritdoc/>
    public Model Read(string path, ImportOptions options, CancellationToken cancellation)
    {
        var full = Path.GetFullPath(path);
        return FileErrors.Reading(full, () =>
        {
            if (options.NetworkFile is not null) throw new RefusedException("network", "an ONNX file says itself which network it is", "leave the network's file out");
            var files = new OnnxFiles(full, MappedFile.Open(full));
            try
            {
                return Read(full, files, options, cancellation);
            }
            catch
            {
                files.Close();
                throw;
            }
        });
    }

    private static Model Read(string path, OnnxFiles files, ImportOptions options, CancellationToken cancellation)
    {
        var stored = ProtobufReader.Read(files.Model, OnnxSchema.Model);
        RequireOperatorSet(stored);
        var graph = new OnnxGraph(stored.Message("graph") ?? throw new RefusedException("graph", "it has none"));
        var found = OnnxWalk.Go(graph, new OnnxConstants(graph, files, cancellation), cancellation);
        var metadata = stored.Messages("metadata_props").DistinctBy(entry => entry.Text("key")).ToDictionary(entry => entry.Text("key"), entry => entry.Text("value"));
        return ImportedModel.Make(path, found, metadata, options, likeliest: null, ImportPreprocessing.For, side => MeanImage(graph, files, side));
    }

    /// <summary>Operators changed their meaning with the versions of their set; those that AlexNet has have stayed since version 7, when broadcasting came, as they are read here.</summary>
    private static void RequireOperatorSet(ProtobufMessage model)
    {
        var version = model.Messages("opset_import").Where(set => set.Text("domain") is "" or "ai.onnx").Select(set => set.Integer("version")).DefaultIfEmpty(1).Max();
        if (version < LeastOperatorSet) throw new RefusedException("opset_import", $"its operators are of version {version}, but those before {LeastOperatorSet} are not read", "bring it up to date with onnx.version_converter");
    }

    private static float[]? MeanImage(OnnxGraph graph, OnnxFiles files, int side)
    {
        if (!graph.Initializers.TryGetValue(MetadataKeys.MeanImageTensor, out var message)) return null;
        var tensor = new OnnxTensor(message, files);
        if (!tensor.Shape.SequenceEqual([3, side, side])) throw new RefusedException(tensor.Place, $"its shape is {Extents.Text(tensor.Shape)}, but the preprocessing needs [3, {side}, {side}]");
        var image = tensor.Weights();
        return WeightCheck.FirstNotFinite(image) is { } found ? throw new RefusedException(tensor.Place, $"{found}, but every value must be finite") : image.ToArray();
    }
}
