using System.Security.Cryptography;

namespace AlexNet.Models.Catalogue;

/// <summary>What a file hashes to.</summary>
/// <param name="Algorithm">The hash function.</param>
/// <param name="Hex">Its result in lower-case hexadecimal digits.</param>
public readonly record struct FileHash(HashAlgorithmName Algorithm, string Hex)
{
    private const int Chunk = 1 << 17;

    /// <summary>The hash functions that a catalogue may use, with the bytes of their results.</summary>
    internal static IReadOnlyDictionary<HashAlgorithmName, int> Known { get; } = new Dictionary<HashAlgorithmName, int>
    {
        [HashAlgorithmName.SHA1] = SHA1.HashSizeInBytes,
        [HashAlgorithmName.SHA256] = SHA256.HashSizeInBytes,
        [HashAlgorithmName.SHA384] = SHA384.HashSizeInBytes,
        [HashAlgorithmName.SHA512] = SHA512.HashSizeInBytes,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Algorithm.Name}:{Hex}";

    /// <summary>Reads a file once and compares all its hashes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What it should hash to.</param>
    /// <param name="done">Told of the bytes read so far.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The first hash that the file has instead of one expected; null when all agree.</returns>
    internal static async Task<FileHash?> FirstDifference(string path, IReadOnlyList<FileHash> expected, Action<long> done, CancellationToken cancellation)
    {
        var hashes = expected.Select(hash => IncrementalHash.CreateHash(hash.Algorithm)).ToList();
        try
        {
            await using var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan | FileOptions.Asynchronous, BufferSize = 0 });
            var buffer = new byte[Chunk];
            for (int read; (read = await file.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0; done(file.Position))
                foreach (var hash in hashes) hash.AppendData(buffer, 0, read);
            for (var i = 0; i < hashes.Count; i++)
            {
                var found = new FileHash(expected[i].Algorithm, Convert.ToHexStringLower(hashes[i].GetHashAndReset()));
                if (found != expected[i]) return found;
            }
            return null;
        }
        finally
        {
            foreach (var hash in hashes) hash.Dispose();
        }
    }
}
