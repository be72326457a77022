using AlexNet.Engine.Similarity;
using Microsoft.Win32.SafeHandles;

namespace AlexNet.Imaging.Similarity;

/// <summary>Reads the file of an index. Nothing in it is trusted: see <see cref="IndexLayout"/>.</summary>
internal static class ImageIndexReader
{
    private const int ChunkBytes = 1 << 22;

    /// <summary>Reads an index that somebody else may be replacing.</summary>
    /// <exception cref="ImageIndexException">It is damaged, or cannot be read.</exception>
    public static ImageIndex Read(string file, CancellationToken cancellation)
    {
        try
        {
            using var handle = File.OpenHandle(file, share: FileShare.ReadWrite | FileShare.Delete);
            var header = Header(file, handle);
            var tables = new byte[header.TableBytes];
            Fill(file, handle, tables, IndexLayout.HeaderBytes);
            if (IndexLayout.Checksum(tables) != header.TablesChecksum) throw ImageIndexException.Damaged(file, IndexLayout.HeaderBytes, "the checksum of the tables is wrong");
            var vectors = new TableReader(file, tables.AsSpan(0, IndexLayout.VectorBytes * header.Vectors), IndexLayout.HeaderBytes);
            var photos = new TableReader(file, tables.AsSpan(IndexLayout.VectorBytes * header.Vectors), IndexLayout.HeaderBytes + (long)IndexLayout.VectorBytes * header.Vectors);
            var index = new ImageIndex(new ImageIndexKey(header.Fingerprint, photos.Text(), photos.Text(), header.Values)) { Generation = header.Generation };
            try
            {
                var hashes = ReadVectors(file, handle, header, ref vectors, index, cancellation);
                ReadPhotos(ref photos, header.Photos, hashes, index);
                return index;
            }
            catch
            {
                index.Dispose();
                throw;
            }
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException and not ImageIndexException)
        {
            throw Inaccessible(file, "read", exception);
        }
    }

    /// <summary>The generation of the file; null where there is no file.</summary>
    /// <exception cref="ImageIndexException">It is damaged, or cannot be read.</exception>
    public static long? Generation(string file)
    {
        try
        {
            using var handle = File.OpenHandle(file, share: FileShare.ReadWrite | FileShare.Delete);
            return Header(file, handle).Generation;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException and not ImageIndexException)
        {
            throw Inaccessible(file, "read", exception);
        }
    }

    public static ImageIndexException Inaccessible(string file, string what, Exception exception) =>
        new(file, ImageIndexError.Inaccessible, $"the index cannot be {what}: {exception.Message}", "check the folder, your rights there and the free space", exception);

    private static IndexHeader Header(string file, SafeFileHandle handle)
    {
        var bytes = new byte[IndexLayout.HeaderBytes];
        var length = RandomAccess.GetLength(handle);
        var read = RandomAccess.Read(handle, bytes, 0);
        return IndexHeader.Parse(file, bytes.AsSpan(0, read), length);
    }

    private static string[] ReadVectors(string file, SafeFileHandle handle, IndexHeader header, ref TableReader table, ImageIndex index, CancellationToken cancellation)
    {
        var hashes = new string[header.Vectors];
        var (scales, sums, known) = (new (float Scale, float Error)[header.Vectors], new (uint Coarse, uint Fine)[header.Vectors], new HashSet<string>());
        for (var i = 0; i < hashes.Length; i++)
        {
            var at = table.Offset;
            (hashes[i], scales[i], sums[i]) = (table.Hash(), (table.Single(), table.Single()), (table.UInt32(), table.UInt32()));
            if (!known.Add(hashes[i])) throw table.Damaged(at, $"vector {i} has the hash of another one");
            if (!(scales[i].Scale >= 0 && scales[i].Error >= 0 && float.IsFinite(scales[i].Scale) && float.IsFinite(scales[i].Error))) throw table.Damaged(at + IndexLayout.HashBytes, $"vector {i} has no scale");
        }
        var coarseAt = IndexLayout.HeaderBytes + header.TableBytes;
        index.Add(hashes, rows =>
        {
            for (var i = 0; i < rows.Count; i++) rows.Restore(i, scales[i].Scale, scales[i].Error);
            ReadPlane(file, handle, coarseAt, rows, rows.Coarse, i => sums[i].Coarse, cancellation);
            ReadPlane(file, handle, coarseAt + (long)rows.Count * rows.Length, rows, rows.Fine, i => sums[i].Fine, cancellation);
        });
        return hashes;
    }

    private delegate Span<byte> Plane(int first, int count);

    private static void ReadPlane(string file, SafeFileHandle handle, long offset, UnitRows rows, Plane plane, Func<int, uint> sum, CancellationToken cancellation)
    {
        var step = Math.Max(1, ChunkBytes / rows.Length);
        for (var first = 0; first < rows.Count; first += step)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(step, rows.Count - first);
            Fill(file, handle, plane(first, count), offset + (long)first * rows.Length);
            for (var row = first; row < first + count; row++)
                if (IndexLayout.Checksum(plane(row, 1)) != sum(row)) throw ImageIndexException.Damaged(file, offset + (long)row * rows.Length, $"the checksum of vector {row} is wrong");
        }
    }

    private static void ReadPhotos(ref TableReader table, int count, string[] hashes, ImageIndex index)
    {
        for (var i = 0; i < count; i++)
        {
            var at = table.Offset;
            var vector = table.Int32();
            if (vector < 0 || vector >= hashes.Length) throw table.Damaged(at, $"photo {i} has the vector {vector} of {hashes.Length}");
            var (length, modified, path) = (table.Int64(), table.Int64(), table.Text());
            if (length < 0 || modified < 0 || modified > DateTime.MaxValue.Ticks) throw table.Damaged(at, $"photo {i} has {length} bytes of the time {modified}");
            if (!index.Photos.TryAdd(path, new IndexedPhoto(path, length, modified, hashes[vector]))) throw table.Damaged(at, $"photo {i} has the path of another one");
        }
        if (!table.IsAtEnd) throw table.Damaged(table.Offset, "the table goes on after its last photo");
    }

    private static void Fill(string file, SafeFileHandle handle, Span<byte> bytes, long offset)
    {
        for (var done = 0; done < bytes.Length;)
        {
            var read = RandomAccess.Read(handle, bytes[done..], offset + done);
            if (read == 0) throw ImageIndexException.Damaged(file, offset + done, "the file ends here");
            done += read;
        }
    }
}
