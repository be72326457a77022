using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AlexNet.Models.Formats.Matching;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Formats.Caffe;

/// <summary>
/// A mean image as NumPy saves it (Caffe's ilsvrc_2012_mean.npy): 0x93 "NUMPY", two bytes of version, the length of a text, and the text, which says type, order and
/// shape; then the numbers.
/// </summary>
internal static partial class NumpyMean
{
    private const int MaxHeader = 4096;
    private const int Prefix = 10;

    private static ReadOnlySpan<byte> Signature => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public static unsafe bool Recognises(MappedFile file) => file.Length >= Signature.Length && new ReadOnlySpan<byte>((byte*)file.Data, Signature.Length).SequenceEqual(Signature);

    /// <exception cref="RefusedException">It is of another version, type or order, or not whole.</exception>
    public static unsafe (float[] Values, IReadOnlyList<int> Shape) Read(MappedFile file)
    {
        var start = new ReadOnlySpan<byte>((byte*)file.Data, (int)Math.Min(file.Length, Prefix + MaxHeader));
        var length = start.Length >= Prefix && start[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) : throw new RefusedException("byte 6", "it is no .npy file of version 1.0, as arrays of numbers are");
        if (length > start.Length - Prefix) throw new RefusedException("byte 8", $"its header claims {length} bytes, but {start.Length - Prefix} of it could be read");
        var header = Header().Match(Encoding.ASCII.GetString(start.Slice(Prefix, length)));
        if (!header.Success) throw new RefusedException($"byte {Prefix}", "its header does not say that it holds singles or doubles in row-major order (descr <f4 or <f8, fortran_order False)");
        List<int> shape = [.. header.Groups["shape"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(extent => int.TryParse(extent, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw new RefusedException($"byte {Prefix}", "its shape is no list of numbers"))];
        var size = header.Groups["size"].Value[0] - '0';
        var count = Extents.Count(shape);
        if (count > (file.Length - Prefix - length) / size || count > int.MaxValue / sizeof(double)) throw new RefusedException("data", $"its shape {Extents.Text(shape)} needs more bytes than the {file.Length - Prefix - length} that there are");
        var bytes = new ReadOnlySpan<byte>((byte*)file.Data + Prefix + length, (int)count * size);
        var values = new float[count];
        for (var i = 0; i < values.Length; i++)
            values[i] = size == sizeof(float) ? BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * size)..]) : (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * size)..]);
        return (values, shape);
    }

    [GeneratedRegex(@"^\{'descr': '<f(?<size>[48])', 'fortran_order': False, 'shape': \((?<shape>[0-9, ]*)\), \}\s*$")]
    private static partial Regex Header();
}
