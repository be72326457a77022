using System.Buffers.Binary;
using AlexNet.Imaging.Similarity;

namespace AlexNet.Imaging.Tests.Similarity;

/// <summary>Whatever is in a file, it is refused with where it is wrong, and nothing is allocated for what it merely says.</summary>
public sealed class DamagedIndexTests : IDisposable
{
    private readonly IndexedFolder _folder = new();
    private readonly byte[] _bytes;

    public DamagedIndexTests()
    {
        _folder.Update().Dispose();
        _bytes = File.ReadAllBytes(_folder.File.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryBitCounts()
    {
        // Every byte of the header and a sample of the others.
        var random = new Random(1);
        foreach (var place in Enumerable.Range(0, IndexLayout.HeaderBytes).Concat(Enumerable.Range(0, 100).Select(_ => random.Next(_bytes.Length))))
        {
            var bytes = (byte[])_bytes.Clone();
            bytes[place] ^= (byte)(1 << random.Next(8));
            Assert.Equal(ImageIndexError.Invalid, Refused(bytes).Error);
        }
    }

    [Fact]
    public void AFileThatEndsEarlyOrLateIsRefused()
    {
        for (var length = 0; length < _bytes.Length; length += 1 + length / 10) Assert.Equal(ImageIndexError.Invalid, Refused(_bytes[..length]).Error);
        Assert.Contains($"it should have {_bytes.Length} bytes, but has {_bytes.Length + 1}", Refused([.. _bytes, 0]).Message);
        Assert.Contains("the file is no index of photos", Refused([.. "no index at all"u8]).Message);
    }

    [Theory]
    [InlineData(IndexLayout.ValuesAt, 0, "at byte 16: vectors of 0 values")]
    [InlineData(IndexLayout.ValuesAt, int.MaxValue, "at byte 16: vectors of 2147483647 values")]
    [InlineData(IndexLayout.VectorsAt, -1, "at byte 20: -1 vectors")]
    [InlineData(IndexLayout.VectorsAt, int.MaxValue, "it should have")]
    [InlineData(IndexLayout.PhotosAt, int.MaxValue, "at byte 24: 2147483647 photos in a table of")]
    [InlineData(IndexLayout.PhotoTableAt, int.MinValue, "at byte 28: a table of -2147483648 bytes")]
    public void AHeaderThatLiesIsRefused(int place, int value, string says)
    {
        var bytes = (byte[])_bytes.Clone();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(place), value);
        Assert.Contains(says, Refused(Signed(bytes)).Message);
    }

    [Fact]
    public void TablesThatLieAreRefusedThoughTheirChecksumsAreRight()
    {
        var vectors = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(IndexLayout.VectorsAt));
        var photos = IndexLayout.HeaderBytes + IndexLayout.VectorBytes * vectors;
        // The names of model and layer come first.
        var first = photos + 4 + _folder.Key.Model.Length + 4 + _folder.Key.Layer.Length;
        Assert.Contains($"at byte {first}: photo 0 has the vector 8 of 8", Refused(With(first, 8)).Message);
        Assert.Contains($"at byte {first}: photo 0 has", Refused(With(first + 8, -1)).Message);
        Assert.Contains($"at byte {photos}: a text of 1000000 bytes", Refused(With(photos, 1_000_000)).Message);
        Assert.Contains($"at byte {photos}: a text of -5 bytes", Refused(With(photos, -5)).Message);
        Assert.Contains($"at byte {IndexLayout.HeaderBytes + IndexLayout.HashBytes}: vector 0 has no scale", Refused(With(IndexLayout.HeaderBytes + IndexLayout.HashBytes, unchecked((int)0xFFC00000))).Message);
        var twice = (byte[])_bytes.Clone();
        twice.AsSpan(IndexLayout.HeaderBytes, IndexLayout.HashBytes).CopyTo(twice.AsSpan(IndexLayout.HeaderBytes + IndexLayout.VectorBytes));
        Assert.Contains("vector 1 has the hash of another one", Refused(Signed(twice)).Message);
    }

    [Fact]
    public void AFolderIsNoIndex()
    {
        Directory.CreateDirectory(_folder.Photos.At("folder.index"));
        using var index = new ImageIndex(_folder.Key);
        Assert.Equal(ImageIndexError.Inaccessible, Assert.Throws<ImageIndexException>(() => new ImageIndexFile(_folder.Photos.At("folder.index")).Write(index, new ImageIndexChanges([], []), replaces: true)).Error);
        Assert.Empty(Directory.GetFiles(_folder.Photos.Path, "*.tmp"));
    }

    private byte[] With(int place, int value)
    {
        var bytes = (byte[])_bytes.Clone();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(place), value);
        return Signed(bytes);
    }

    /// <summary>The bytes with checksums as if somebody had meant them.</summary>
    private byte[] Signed(byte[] bytes)
    {
        var (vectors, photos) = (BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(IndexLayout.VectorsAt)), BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(IndexLayout.PhotoTableAt)));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(IndexLayout.TablesChecksumAt), IndexLayout.Checksum(bytes.AsSpan(IndexLayout.HeaderBytes, IndexLayout.VectorBytes * vectors + photos)));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(IndexLayout.HeaderChecksumAt), IndexLayout.Checksum(bytes.AsSpan(0, IndexLayout.HeaderChecksumAt)));
        return bytes;
    }

    private ImageIndexException Refused(byte[] bytes)
    {
        File.WriteAllBytes(_folder.File.Path, bytes);
        return Assert.Throws<ImageIndexException>(() => _folder.File.Read(_folder.Key).Dispose());
    }
}
