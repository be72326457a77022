using AlexNet.Models.Formats.Named;
using AlexNet.Models.Formats.Pickle;

namespace AlexNet.Models.Formats.Numpy;

/// <summary>A .npy file, read: an array, or the Python object that was pickled into it.</summary>
internal static class NpyFile
{
    /// <summary>The array in a file.</summary>
    /// <param name="bytes">All of the file.</param>
    /// <param name="name">What to call it.</param>
    /// <exception cref="RefusedException">It holds something else, or not all of it.</exception>
    public static NamedArray Array(MemoryRegion bytes, string name)
    {
        var header = Header(bytes);
        if (header.Type == NumpyType.Objects) throw new RefusedException("header", "it holds Python objects, but needs an array of numbers");
        return Array(header, name, LazyRegion.Of(bytes.Slice(header.DataStart, bytes.Length - header.DataStart)));
    }

    /// <summary>An array of a header and the elements that follow it.</summary>
    public static NamedArray Array(NpyHeader header, string name, LazyRegion elements) => header.IsColumnMajor
        ? NamedArray.ColumnMajor(name, header.Type, header.Shape, elements)
        : NamedArray.RowMajor(name, header.Type, header.Shape, elements);

    /// <summary>The object that <c>numpy.save</c> pickled: that of an array without extents, else all of them as a list.</summary>
    /// <exception cref="RefusedException">There is none, or it asks for more than arrays need.</exception>
    public static object? Object(MemoryRegion bytes, CancellationToken cancellation)
    {
        var header = Header(bytes);
        if (header.Type != NumpyType.Objects)
            throw new RefusedException("header", $"it is one array of [{string.Join(", ", header.Shape)}] {header.Type}, but a model needs a dictionary of arrays", "save all arrays in one file: numpy.savez(path, conv1_w=..., conv1_b=..., ...)");
        var stream = new PickleStream(bytes.Slice(header.DataStart, bytes.Length - header.DataStart), header.DataStart);
        var value = new PickleReader(stream, new PickleGlobals(NumpyGlobals.Names), cancellation: cancellation).Read();
        return value is NumpyArray { Objects: { } objects } ? objects.Count == 1 ? objects[0] : objects : value;
    }

    private static NpyHeader Header(MemoryRegion bytes) => NpyHeader.Parse(bytes.Span(0, (int)Math.Min(bytes.Length, NpyHeader.MaxBytes)));
}
