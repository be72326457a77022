using AlexNet.Models.Formats.Named;
using AlexNet.Models.Formats.Pickle;

namespace AlexNet.Models.Formats.PyTorch;

/// <summary>A run of elements that tensors are views of. It is referred to by the pickle and lies outside of it.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="Type">What its elements are.</param>
/// <param name="Length">Number of elements.</param>
internal sealed record TorchStorage(string Key, ArrayType Type, long Length)
{
    /// <summary>Its bytes. In the old container they come after the pickle, so they are known later than the storage.</summary>
    public MemoryRegion? Bytes { get; set; }

    /// <summary>Reads ('storage', type, key, device, elements), to which the old container adds None.</summary>
    public static TorchStorage From(PickleArguments id)
    {
        if (id.Text(0, "'storage'") != "storage") throw id.Refuse("is not that of a storage");
        var type = id.Get<PickleGlobal>(1, "a type of storage").Tag as ArrayType ?? throw id.Refuse("has no type of storage");
        if (id.Items.Length > 5 && id.Items[5] is not null) throw id.Refuse("is that of a part of a storage, as PyTorch wrote before 0.4: load and save it with a newer one");
        return new TorchStorage(id.Text(2, "a key"), type, id.Count(4, "a number of elements"));
    }
}

/// <summary>A tensor: a view of a storage.</summary>
/// <param name="Storage">Where its elements are.</param>
/// <param name="Offset">Its first element there.</param>
/// <param name="Shape">Extents.</param>
/// <param name="Strides">Elements from one index of an extent to the next.</param>
internal sealed record TorchTensor(TorchStorage Storage, long Offset, long[] Shape, long[] Strides)
{
    /// <summary>The tensor as an array of a name.</summary>
    /// <exception cref="RefusedException">It reaches past its storage, or its storage is missing or of another length.</exception>
    public NamedArray Named(string name)
    {
        var where = $"tensor '{Printable.Text(name)}'";
        if (Storage.Bytes is not { } bytes) throw new RefusedException(where, $"its storage '{Printable.Text(Storage.Key)}' is not in the file");
        if ((Int128)Storage.Length * Storage.Type.Bytes != bytes.Length)
            throw new RefusedException(where, $"its storage '{Printable.Text(Storage.Key)}' has {Storage.Length} elements of {Storage.Type}, but {bytes.Length} bytes");
        if (Strides.Length != Shape.Length) throw new RefusedException(where, $"it has {Shape.Length} extents, but {Strides.Length} strides");
        if (Offset > Storage.Length) throw new RefusedException(where, $"it starts at element {Offset} of a storage of {Storage.Length}");
        var start = Offset * Storage.Type.Bytes;
        // Only as far as it reaches, since a storage of doubles is rounded for each of its tensors.
        var last = Shape.Any(extent => extent == 0) ? -1 : Shape.Zip(Strides, (extent, stride) => (Int128)(extent - 1) * stride).Aggregate((Int128)0, (sum, part) => Int128.Min(sum + part, long.MaxValue));
        var length = (long)Int128.Min((last + 1) * Storage.Type.Bytes, bytes.Length - start);
        return NamedArray.Checked(name, Storage.Type, Shape, Strides, LazyRegion.Of(bytes.Slice(start, length)));
    }

    /// <inheritdoc/>
    public override string ToString() => $"a tensor of [{string.Join(", ", Shape)}] {Storage.Type}";
}
