using System.Buffers.Binary;
using System.Numerics;
using AlexNet.Models.Formats.Pickle;

namespace AlexNet.Models.Formats.PyTorch;

/// <summary>
/// PyTorch's container before 1.6 (torch/serialization.py, _legacy_save): five pickles (a magic number, the protocol, the machine's sizes, what was saved, the keys of
/// its storages) and then each storage, its number of elements in 8 bytes before it.
/// </summary>
internal static class TorchLegacy
{
    private const int Protocol = 1001;

    private static readonly BigInteger Magic = BigInteger.Parse("1950a86a20f9469cfc6c", System.Globalization.NumberStyles.AllowHexSpecifier, null);

    /// <summary>The first bytes: a pickle of protocol 2 of the magic number.</summary>
    public static ReadOnlySpan<byte> Start => [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19];

    /// <summary>What was saved.</summary>
    public static object? Read(MemoryRegion file, CancellationToken cancellation)
    {
        var stream = new PickleStream(file);
        object? Next(Func<PickleArguments, object?>? persistent = null) => new PickleReader(stream, TorchGlobals.All, persistent, cancellation).Read();
        if (Next() is not BigInteger magic || magic != Magic) throw new RefusedException("magic number", "it is not PyTorch's");
        if (Next() is not (long and Protocol)) throw new RefusedException("protocol", $"it is not {Protocol}, the only one there was");
        if (Next() is not PickleDictionary machine || machine.Items.GetValueOrDefault("little_endian") is false)
            throw new RefusedException("machine", "the bytes of its numbers are not in the order of this machine, lower byte first", "save it on a machine that has them so");
        var storages = new Dictionary<string, TorchStorage>();
        var saved = Next(id => Storage(TorchStorage.From(id), storages));
        if (Next() is not List<object?> keys) throw new RefusedException("storages", "there is no list of them");
        foreach (var key in keys) ReadStorage(stream, PickleString.NameOf(key), storages);
        return saved;
    }

    private static TorchStorage Storage(TorchStorage storage, Dictionary<string, TorchStorage> known)
    {
        if (known.TryAdd(storage.Key, storage)) return storage;
        var seen = known[storage.Key];
        return seen.Type == storage.Type && seen.Length == storage.Length ? seen : throw TorchZip.Twice(storage);
    }

    private static void ReadStorage(PickleStream stream, string? key, Dictionary<string, TorchStorage> storages)
    {
        var where = $"storage at byte {stream.Position}";
        if (key is null || !storages.TryGetValue(key, out var storage)) throw new RefusedException(where, $"its key '{Printable.Text(key ?? "")}' is referred to nowhere, so its length is not known");
        if (storage.Bytes is not null) throw new RefusedException(where, $"its key '{Printable.Text(key)}' is there twice");
        var length = BinaryPrimitives.ReadInt64LittleEndian(stream.Span(sizeof(long)));
        if (length != storage.Length) throw new RefusedException(where, $"it has {length} elements, but is referred to with {storage.Length}");
        if (length > long.MaxValue / storage.Type.Bytes) throw new RefusedException(where, $"its {length} elements are larger than any file");
        storage.Bytes = stream.Take(length * storage.Type.Bytes);
    }
}
