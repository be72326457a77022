using AlexNet.Engine.Models;
using AlexNet.Models.Formats.Named;
using AlexNet.Models.Formats.Zip;

namespace AlexNet.Models.Formats.PyTorch;

/// <summary>State dicts and training checkpoints that <c>torch.save</c> wrote, in both of its containers. Tensors that lie in order stay in the mapped file.</summary>
internal sealed class TorchFormat : IModelFormat
{
    /// <inheritdoc/>
    public string Name => "PyTorch";

    /// <summary>Any zip file: NumPy's and cuda-convnet's are told apart before this one is asked.</summary>
    public bool Recognises(ReadOnlySpan<byte> start) => ZipFile.IsZip(start) || start.StartsWith(TorchLegacy.Start);

    /// <inheritdoc/>
    public Model Read(string path, ImportOptions options, CancellationToken cancellation) => ForeignFile.ReadModel(path, bytes =>
    {
        var isLegacy = bytes.Span(0, (int)Math.Min(bytes.Length, TorchLegacy.Start.Length)).SequenceEqual(TorchLegacy.Start);
        var saved = isLegacy ? TorchLegacy.Read(bytes, cancellation) : TorchZip.Read(bytes, cancellation);
        return NamedModel.Create(path, Name, StateDict.Arrays(saved), options, cancellation);
    });
}
