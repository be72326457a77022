using AlexNet.Engine.Models;
using AlexNet.Models.Formats.Named;
using AlexNet.Models.Formats.Zip;

namespace AlexNet.Models.Formats.Numpy;

/// <summary>Arrays that <c>numpy.savez</c> or <c>savez_compressed</c> put into a zip file, each as a .npy file of its name.</summary>
internal sealed class NpzFormat : IModelFormat
{
    private const string Extension = ".npy";

    /// <inheritdoc/>
    public string Name => "NumPy";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> start) => ZipFile.FirstName(start)?.EndsWith(Extension, StringComparison.Ordinal) == true;

    /// <inheritdoc/>
    public Model Read(string path, ImportOptions options, CancellationToken cancellation) => ForeignFile.ReadModel(path, bytes =>
    {
        var zip = ZipFile.Open(bytes);
        return NamedModel.Create(path, Name, zip.Entries.Values.Select(entry => Array(zip, entry, cancellation)).ToList(), options, cancellation);
    });

    private static NamedArray Array(ZipFile zip, ZipEntry entry, CancellationToken cancellation)
    {
        if (!entry.Name.EndsWith(Extension, StringComparison.Ordinal)) throw entry.Refuse("it is no .npy file");
        var header = NpyHeader.Parse(zip.Start(entry, NpyHeader.MaxBytes), entry.Where);
        if (header.Type == NumpyType.Objects) throw entry.Refuse("it holds Python objects, but needs an array of numbers");
        var (start, length) = ((long)header.DataStart, entry.Length - header.DataStart);
        return NpyFile.Array(header, entry.Name[..^Extension.Length], new LazyRegion(length, () => zip.Read(entry, cancellation).Slice(start, length)));
    }
}
