using AlexNet.Engine.Models;
using AlexNet.Models.Formats.Named;

namespace AlexNet.Models.Formats.Numpy;

/// <summary>A dictionary of arrays that <c>numpy.save</c> pickled into a .npy file.</summary>
internal sealed class NpyFormat : IModelFormat
{
    /// <inheritdoc/>
    public string Name => "NumPy";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> start) => start.StartsWith(NpyHeader.Magic);

    /// <inheritdoc/>
    public Model Read(string path, ImportOptions options, CancellationToken cancellation) => ForeignFile.ReadModel(path, bytes =>
        NamedModel.Create(path, Name, ArrayDictionary.Arrays(NpyFile.Object(bytes, cancellation)), options, cancellation));
}
