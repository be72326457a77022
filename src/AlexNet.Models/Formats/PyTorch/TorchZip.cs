using AlexNet.Models.Formats.Pickle;
using AlexNet.Models.Formats.Zip;

namespace AlexNet.Models.Formats.PyTorch;

/// <summary>
/// PyTorch's container since 1.6, a zip file: NAME/data.pkl refers to storages, which are the files NAME/data/KEY, stored as they are and aligned to 64 bytes.
/// </summary>
internal static class TorchZip
{
    private const string Pickle = "/data.pkl";

    /// <summary>What was saved.</summary>
    public static object? Read(MemoryRegion file, CancellationToken cancellation)
    {
        var zip = ZipFile.Open(file);
        var pickles = zip.Entries.Values.Where(entry => entry.Name.EndsWith(Pickle, StringComparison.Ordinal)).ToList();
        if (pickles.Count != 1)
            throw new RefusedException("zip file", $"{pickles.Count} of its {zip.Entries.Count} files are called '.../data.pkl', but PyTorch's have one", "give a file of torch.save, or of numpy.savez");
        var root = pickles[0].Name[..^Pickle.Length];
        if (zip.Entries.ContainsKey(root + "/constants.pkl"))
            throw new RefusedException("zip file", "it is a TorchScript program, not weights alone", "save its weights: torch.save(torch.jit.load(path).state_dict(), other)");
        RequireLittleEndian(zip, root);
        var storages = new Dictionary<string, TorchStorage>();
        var reader = new PickleReader(new PickleStream(zip.ReadChecked(pickles[0])), TorchGlobals.All, id => Storage(TorchStorage.From(id), storages, zip, root, cancellation), cancellation);
        return reader.Read();
    }

    private static TorchStorage Storage(TorchStorage storage, Dictionary<string, TorchStorage> known, ZipFile zip, string root, CancellationToken cancellation)
    {
        if (known.TryGetValue(storage.Key, out var seen)) return seen.Type == storage.Type && seen.Length == storage.Length ? seen : throw Twice(storage);
        // One that is not there is refused when a parameter needs it.
        if (zip.Entries.TryGetValue($"{root}/data/{storage.Key}", out var entry)) storage.Bytes = zip.Read(entry, cancellation);
        known.Add(storage.Key, storage);
        return storage;
    }

    /// <summary>An error for a storage that is said to be of two kinds.</summary>
    public static RefusedException Twice(TorchStorage storage) =>
        new($"storage '{Printable.Text(storage.Key)}'", "it is referred to with two types or lengths");

    private static void RequireLittleEndian(ZipFile zip, string root)
    {
        if (!zip.Entries.TryGetValue(root + "/byteorder", out var entry) || zip.Start(entry, 6).SequenceEqual("little"u8)) return;
        throw entry.Refuse("the bytes of its numbers are not in the order of this machine, lower byte first", "save it on a machine that has them so");
    }
}
