using System.Security.Cryptography;

namespace AlexNet.Imaging.Datasets;

/// <summary>A training photo whose file, byte by byte, is also among those kept apart: the network would be asked what it was told.</summary>
/// <param name="Training">The training photo.</param>
/// <param name="Held">Its twin.</param>
public sealed record Leak(LabelledPhoto Training, LabelledPhoto Held)
{
    private const int Shown = 5;

    /// <summary>The training photos whose hash a photo kept apart has.</summary>
    internal static IReadOnlyList<Leak> Find(PhotoDataset training, IReadOnlyDictionary<string, string> hashes, IEnumerable<(string Hash, LabelledPhoto Photo)> held)
    {
        var byHash = new Dictionary<string, LabelledPhoto>(StringComparer.Ordinal);
        foreach (var (hash, photo) in held) byHash.TryAdd(hash, photo);
        return [.. training.Photos.Where(photo => byHash.ContainsKey(hashes[photo.Path])).Select(photo => new Leak(photo, byHash[hashes[photo.Path]]))];
    }

    /// <summary>Hashes that are known already.</summary>
    internal static IEnumerable<(string Hash, LabelledPhoto Photo)> HashesOf(PhotoDataset photos, IReadOnlyDictionary<string, string> hashes) =>
        photos.Photos.Select(photo => (hashes[photo.Path], photo));

    /// <summary>Hashes of files; a file that cannot be read is no photo that could leak.</summary>
    internal static IEnumerable<(string Hash, LabelledPhoto Photo)> HashesOf(PhotoDataset photos, CancellationToken cancellation)
    {
        foreach (var photo in photos.Photos)
        {
            cancellation.ThrowIfCancellationRequested();
            string hash;
            try
            {
                using var file = File.OpenRead(photo.Path);
                hash = Convert.ToHexStringLower(SHA256.HashData(file));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                continue;
            }
            yield return (hash, photo);
        }
    }

    /// <summary>The error that names the photos.</summary>
    internal static DatasetException Refused(string dataset, IReadOnlyList<Leak> leaks)
    {
        var named = string.Join(", ", leaks.Take(Shown).Select(leak => $"'{leak.Training.Name}' = '{leak.Held.Name}'"));
        return new DatasetException(dataset, $"{leaks.Count} training photos are also among those kept apart for validation or testing: {named}{(leaks.Count > Shown ? ", ..." : "")}",
            "remove one of each pair, or let them be dropped from the training part");
    }
}
