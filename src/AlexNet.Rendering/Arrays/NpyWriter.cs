using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace AlexNet.Rendering.Arrays;

/// <summary>
/// NumPy's format, version 1.0: a magic number, a header in the words of a Python dictionary, padded with blanks to 128 bytes, and the values, little-endian single precision. The array's first
/// extent is the number of arrays added, which is why the header is written again at the end.
/// </summary>
public sealed class NpyWriter : IArrayWriter
{
    private const int HeaderLength = 128;

    private readonly Stream _stream;
    private readonly IReadOnlyList<int> _shape;
    private readonly long _length;
    private int _count;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Takes it; can seek. It stays open.</param>
    /// <param name="shape">Extents of each array.</param>
    public NpyWriter(Stream stream, params IReadOnlyList<int> shape)
    {
        (_stream, _shape, _length) = (stream, shape, shape.Aggregate(1L, (product, extent) => product * extent));
        WriteHeader();
    }

    /// <inheritdoc/>
    public void Add(string name, ReadOnlySpan<float> values)
    {
        if (values.Length != _length) throw new ArgumentException($"found {values.Length} values, but needs {_length}", nameof(values));
        if (BitConverter.IsLittleEndian) _stream.Write(MemoryMarshal.AsBytes(values));
        else
            foreach (var value in values) _stream.Write(BitConverter.GetBytes(value).Reverse().ToArray());
        _count++;
    }

    /// <inheritdoc/>
    public void Finish()
    {
        _stream.Position = 0;
        WriteHeader();
        _stream.Position = _stream.Length;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Flush();

    private void WriteHeader()
    {
        var extents = string.Join(", ", _shape.Prepend(_count).Select(extent => extent.ToString(CultureInfo.InvariantCulture)));
        var words = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({extents},), }}";
        const int prefix = 10;
        _stream.Write([0x93, .. "NUMPY"u8, 1, 0, HeaderLength - prefix, 0]);
        _stream.Write(Encoding.ASCII.GetBytes(words.PadRight(HeaderLength - prefix - 1) + "\n"));
    }
}
