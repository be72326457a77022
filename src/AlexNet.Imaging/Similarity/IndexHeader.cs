using System.Buffers.Binary;

namespace AlexNet.Imaging.Similarity;

/// <summary>The head of an index's file.</summary>
/// <param name="Values">Values of a vector.</param>
/// <param name="Vectors">Number of vectors.</param>
/// <param name="Photos">Number of photos.</param>
/// <param name="PhotoTable">Bytes of the photo table.</param>
/// <param name="Fingerprint">Hash of model and layer.</param>
/// <param name="Generation">A number that each writing draws anew.</param>
/// <param name="TablesChecksum">Checksum of both tables.</param>
internal sealed record IndexHeader(int Values, int Vectors, int Photos, int PhotoTable, string Fingerprint, long Generation, uint TablesChecksum)
{
    // The least that a photo takes in its table: its vector, size and time, and a path of one letter.
    private const int LeastPhotoBytes = 4 + 8 + 8 + 4 + 1;

    /// <summary>Bytes of both tables.</summary>
    public long TableBytes => (long)IndexLayout.VectorBytes * Vectors + PhotoTable;

    /// <summary>Reads it, and holds it against the size of the file: nothing is allocated for a size that the file has not.</summary>
    /// <exception cref="ImageIndexException">The file is no index, or a damaged one.</exception>
    public static IndexHeader Parse(string file, ReadOnlySpan<byte> bytes, long fileBytes)
    {
        if (bytes.Length < IndexLayout.Magic.Length || !bytes[..IndexLayout.Magic.Length].SequenceEqual(IndexLayout.Magic))
            throw new ImageIndexException(file, ImageIndexError.Invalid, "the file is no index of photos: its first bytes are others", "name another file");
        if (bytes.Length < IndexLayout.HeaderBytes) throw ImageIndexException.Damaged(file, bytes.Length, $"the file ends in its header of {IndexLayout.HeaderBytes} bytes");
        var sum = BinaryPrimitives.ReadUInt32LittleEndian(bytes[IndexLayout.HeaderChecksumAt..]);
        if (sum != IndexLayout.Checksum(bytes[..IndexLayout.HeaderChecksumAt])) throw ImageIndexException.Damaged(file, IndexLayout.HeaderChecksumAt, "the header's checksum is wrong");
        var header = new IndexHeader(Int32(bytes, IndexLayout.ValuesAt), Int32(bytes, IndexLayout.VectorsAt), Int32(bytes, IndexLayout.PhotosAt), Int32(bytes, IndexLayout.PhotoTableAt),
            Convert.ToHexStringLower(bytes.Slice(IndexLayout.FingerprintAt, IndexLayout.HashBytes)), BinaryPrimitives.ReadInt64LittleEndian(bytes[IndexLayout.GenerationAt..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[IndexLayout.TablesChecksumAt..]));
        header.Check(file, BinaryPrimitives.ReadInt64LittleEndian(bytes[IndexLayout.LengthAt..]), fileBytes);
        return header;
    }

    /// <summary>The header's bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[IndexLayout.HeaderBytes];
        IndexLayout.Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(IndexLayout.LengthAt), IndexLayout.FileBytes(Values, Vectors, PhotoTable));
        foreach (var (at, value) in new[] { (IndexLayout.ValuesAt, Values), (IndexLayout.VectorsAt, Vectors), (IndexLayout.PhotosAt, Photos), (IndexLayout.PhotoTableAt, PhotoTable) })
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
        Convert.FromHexString(Fingerprint).CopyTo(bytes, IndexLayout.FingerprintAt);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(IndexLayout.GenerationAt), Generation);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(IndexLayout.TablesChecksumAt), TablesChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(IndexLayout.HeaderChecksumAt), IndexLayout.Checksum(bytes.AsSpan(0, IndexLayout.HeaderChecksumAt)));
        return bytes;
    }

    private static int Int32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    private void Check(string file, long said, long fileBytes)
    {
        if (Values is < 1 or > IndexLayout.MostValues) throw ImageIndexException.Damaged(file, IndexLayout.ValuesAt, $"vectors of {Values} values");
        if (Vectors < 0) throw ImageIndexException.Damaged(file, IndexLayout.VectorsAt, $"{Vectors} vectors");
        if (PhotoTable < 0) throw ImageIndexException.Damaged(file, IndexLayout.PhotoTableAt, $"a table of {PhotoTable} bytes");
        if (Photos < 0 || (long)Photos * LeastPhotoBytes > PhotoTable) throw ImageIndexException.Damaged(file, IndexLayout.PhotosAt, $"{Photos} photos in a table of {PhotoTable} bytes");
        var needed = IndexLayout.FileBytes(Values, Vectors, PhotoTable);
        if (said != needed || fileBytes != needed) throw ImageIndexException.Damaged(file, Math.Min(fileBytes, needed), $"it should have {needed} bytes, but has {fileBytes}");
        var room = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed > room || TableBytes > Array.MaxLength)
            throw new ImageIndexException(file, ImageIndexError.Invalid, FormattableString.Invariant($"the index needs {needed / 1e9:0.0} GB, but there are {room / 1e9:0.0} GB of memory"), "divide the photos over several indexes");
    }
}
