using System.Buffers.Binary;
using System.Numerics;

namespace AlexNet.Imaging.Similarity;

/// <summary>
/// The file of an index, all little-endian:
/// header: magic "ALXIDX01", bytes of the file (int64), values of a vector, vectors, photos, bytes of the photo table (int32 each), fingerprint of model and layer (32 bytes),
/// generation (int64), checksum of both tables, checksum of the header so far (uint32 each);
/// vector table, for each: SHA-256 of the photo's file (32 bytes), scale, error (single precision), checksums of its coarse and of its fine bytes (uint32);
/// photo table: name of the model, name of the layer, then for each photo: its vector (int32), bytes, time of last writing (int64), path. Texts are int32 bytes and UTF-8;
/// coarse bytes [vectors][values], fine bytes [vectors][values]: see <see cref="Engine.Similarity.UnitRows"/>.
/// Checksums are CRC-32C. Everything is where the header says, and nothing behind it.
/// </summary>
internal static class IndexLayout
{
    public const int HeaderBytes = 80, VectorBytes = 48, HashBytes = 32;

    public const int LengthAt = 8, ValuesAt = 16, VectorsAt = 20, PhotosAt = 24, PhotoTableAt = 28, FingerprintAt = 32, GenerationAt = 64, TablesChecksumAt = 72, HeaderChecksumAt = 76;

    // Longer vectors than any layer has; longer paths than any system has.
    public const int MostValues = 1 << 24, MostText = 1 << 17;

    public static ReadOnlySpan<byte> Magic => "ALXIDX01"u8;

    /// <summary>Bytes of a file with so much in it.</summary>
    public static long FileBytes(int values, int vectors, int photoTable) => HeaderBytes + (long)VectorBytes * vectors + photoTable + 2L * values * vectors;

    /// <summary>CRC-32C, for which processors have an instruction.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes, uint start = 0)
    {
        var sum = ~start;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes) sum = BitOperations.Crc32C(sum, value);
        return ~sum;
    }
}
