using System.Text;
using AlexNet.Engine.Similarity;

namespace AlexNet.Imaging.Similarity;

/// <summary>Writes the file of an index: to a temporary file beside it, which then takes its place. See <see cref="IndexLayout"/>.</summary>
internal static class ImageIndexWriter
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Writes the photos and the vectors that they have; others are left out. The folder must exist.</summary>
    /// <returns>The file's generation.</returns>
    /// <exception cref="ImageIndexException">It cannot be written.</exception>
    public static long Write(string file, ImageIndex index, CancellationToken cancellation)
    {
        var temporary = $"{file}.{Path.GetRandomFileName()}.tmp";
        try
        {
            try
            {
                long generation;
                using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes)) generation = Write(stream, index, cancellation);
                File.Move(temporary, file, overwrite: true);
                return generation;
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ImageIndexReader.Inaccessible(file, "written", exception);
        }
    }

    private static long Write(Stream stream, ImageIndex index, CancellationToken cancellation)
    {
        List<IndexedPhoto> photos = [.. index.Photos.Values.OrderBy(photo => photo.Path, StringComparer.Ordinal)];
        var numbers = new Dictionary<string, int>();
        foreach (var photo in photos) numbers.TryAdd(photo.Hash, numbers.Count);
        List<(string Hash, UnitRows Part, int Row)> vectors = [.. numbers.Keys.Select(hash => (hash, index.Find(hash).Part, index.Find(hash).Row))];
        var (vectorTable, photoTable) = (VectorTable(vectors), PhotoTable(index.Key, photos, numbers));
        var generation = Random.Shared.NextInt64(1, long.MaxValue);
        var header = new IndexHeader(index.Key.Length, vectors.Count, photos.Count, photoTable.Length, index.Key.Fingerprint, generation, IndexLayout.Checksum(photoTable, IndexLayout.Checksum(vectorTable)));
        stream.Write(header.ToBytes());
        stream.Write(vectorTable);
        stream.Write(photoTable);
        foreach (var (_, part, row) in vectors) Write(part.Coarse(row, 1));
        foreach (var (_, part, row) in vectors) Write(part.Fine(row, 1));
        return generation;

        void Write(ReadOnlySpan<byte> bytes)
        {
            cancellation.ThrowIfCancellationRequested();
            stream.Write(bytes);
        }
    }

    private static byte[] VectorTable(List<(string Hash, UnitRows Part, int Row)> vectors)
    {
        var table = new MemoryStream(checked(IndexLayout.VectorBytes * vectors.Count));
        using var writer = new BinaryWriter(table);
        foreach (var (hash, part, row) in vectors)
        {
            writer.Write(Convert.FromHexString(hash));
            writer.Write(part.Scale(row));
            writer.Write(part.Error(row));
            writer.Write(IndexLayout.Checksum(part.Coarse(row, 1)));
            writer.Write(IndexLayout.Checksum(part.Fine(row, 1)));
        }
        return table.ToArray();
    }

    private static byte[] PhotoTable(ImageIndexKey key, List<IndexedPhoto> photos, Dictionary<string, int> numbers)
    {
        var table = new MemoryStream();
        using var writer = new BinaryWriter(table);
        Text(key.Model);
        Text(key.Layer);
        foreach (var photo in photos)
        {
            writer.Write(numbers[photo.Hash]);
            writer.Write(photo.Length);
            writer.Write(photo.Modified);
            Text(photo.Path);
        }
        return table.ToArray();

        void Text(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }
    }
}
