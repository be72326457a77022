using AlexNet.Engine.Models;
using AlexNet.Models.Formats.CudaConvnet;
using AlexNet.Models.Formats.Named;
using AlexNet.Models.Formats.Numpy;
using AlexNet.Models.Formats.PyTorch;
using AlexNet.Models.Formats.Zip;

namespace AlexNet.Models.Formats.Pickle;

/// <summary>Plain pickles: checkpoints of cuda-convnet, the code of 2012, which may be in a zip file, and dictionaries of NumPy arrays.</summary>
internal sealed class PickleFormat : IModelFormat
{
    /// <summary>The one file in cuda-convnet's zip files.</summary>
    private const string ZipName = "data";

    /// <inheritdoc/>
    public string Name => "Python pickle";

    /// <summary>PyTorch's old container begins as a pickle too.</summary>
    public bool Recognises(ReadOnlySpan<byte> start) => (IsPickle(start) && !start.StartsWith(TorchLegacy.Start)) || ZipFile.FirstName(start) == ZipName;

    /// <summary>Whether bytes begin as a pickle of a dictionary: protocol 2 and later say so, 1 and 0 begin with the dictionary.</summary>
    public static bool IsPickle(ReadOnlySpan<byte> start) => start is [0x80, <= 5, ..] or [(byte)'}', (byte)'q', ..] or [(byte)'(', (byte)'d', (byte)'p', ..];

    /// <inheritdoc/>
    public Model Read(string path, ImportOptions options, CancellationToken cancellation) => ForeignFile.ReadModel(path, bytes =>
    {
        if (bytes.Length >= 4 && !IsPickle(bytes.Span(0, 4)))
        {
            var zip = ZipFile.Open(bytes);
            bytes = zip.Read(zip.Entries.GetValueOrDefault(ZipName) ?? throw new RefusedException("zip file", $"there is no '{ZipName}' in it"), cancellation);
        }
        var value = new PickleReader(new PickleStream(bytes), CudaConvnetGlobals.All, cancellation: cancellation).Read();
        return value is PickleDictionary dictionary && dictionary.Inner("model_state") is { } state
            ? CudaConvnetModel.Create(path, state, options, cancellation)
            : NamedModel.Create(path, Name, ArrayDictionary.Arrays(value), options, cancellation);
    });
}
