using AlexNet.Models.Formats.Protobuf;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Formats.Caffe;

/// <summary>The file with the weights. Those of a network that another file describes are found by the names of its layers, as Caffe itself does it.</summary>
internal sealed class CaffeWeights
{
    private readonly string _path;
    private readonly MappedFile _file;
    private readonly Dictionary<string, CaffeLayer> _byName = [];

    /// <param name="path">Full path of the file: what is wrong with a blob is wrong with this file, whichever file describes the network.</param>
    /// <param name="file">The file.</param>
    /// <param name="stored">What it holds.</param>
    /// <exception cref="RefusedException">It has layers of both generations, or one of a kind that there never was.</exception>
    public CaffeWeights(string path, MappedFile file, ProtobufMessage stored)
    {
        (_path, _file, Layers) = (path, file, CaffeLayer.Of(stored));
        foreach (var layer in Layers)
            if (!_byName.TryAdd(layer.Name, layer) && layer.Blobs.Count > 0) _byName[layer.Name] = layer;
    }

    /// <summary>The layers of the file itself.</summary>
    public IReadOnlyList<CaffeLayer> Layers { get; }

    /// <summary>The blobs that the file has for a layer, its own or another file's.</summary>
    public IReadOnlyList<ProtobufMessage> Of(CaffeLayer layer) =>
        layer.Blobs.Count > 0 && Layers.Contains(layer) ? layer.Blobs : _byName.GetValueOrDefault(layer.Name)?.Blobs ?? [];

    /// <summary>One of them, checked.</summary>
    /// <exception cref="ModelFileException">It has not as many values as its shape says.</exception>
    public CaffeBlob Blob(ProtobufMessage message, string place)
    {
        try
        {
            return new CaffeBlob(_file, message, place);
        }
        catch (RefusedException exception)
        {
            throw exception.In(_path);
        }
    }
}
