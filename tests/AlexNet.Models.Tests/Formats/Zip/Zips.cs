using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using AlexNet.Models.Formats.Zip;

namespace AlexNet.Models.Tests.Formats.Zip;

/// <summary>Zip files made in memory.</summary>
internal static class Zips
{
    public static byte[] Of(CompressionLevel level, params ReadOnlySpan<(string Name, byte[] Bytes)> files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }
        return stream.ToArray();
    }

    /// <summary>Where the directory begins, by the record at the end.</summary>
    public static int DirectoryOf(byte[] zip) => BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan(zip.Length - 6));

    /// <summary>One stored file, with all of its numbers in the fields of large files.</summary>
    public static byte[] Wide(string name, byte[] bytes)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var crc = Crc32.End(Crc32.Add(Crc32.Start, bytes));
        var encoded = Encoding.UTF8.GetBytes(name);
        void Numbers(params ReadOnlySpan<object> numbers)
        {
            foreach (var number in numbers)
            {
                switch (number)
                {
                    case ushort value: writer.Write(value); break;
                    case uint value: writer.Write(value); break;
                    case ulong value: writer.Write(value); break;
                    default: throw new ArgumentException(number.ToString());
                }
            }
        }
        const ushort None = 0;
        Numbers(0x04034b50u, (ushort)45, None, None, 0u, crc, uint.MaxValue, uint.MaxValue, (ushort)encoded.Length, (ushort)20);
        writer.Write(encoded);
        Numbers((ushort)1, (ushort)16, (ulong)bytes.Length, (ulong)bytes.Length);
        writer.Write(bytes);
        var directory = (ulong)stream.Position;
        Numbers(0x02014b50u, (ushort)45, (ushort)45, None, None, 0u, crc, uint.MaxValue, uint.MaxValue, (ushort)encoded.Length, (ushort)32, None, None, None, 0u, uint.MaxValue);
        writer.Write(encoded);
        // A field of others before ours.
        Numbers((ushort)0x7075, None);
        Numbers((ushort)1, (ushort)24, (ulong)bytes.Length, (ulong)bytes.Length, 0ul);
        var end = (ulong)stream.Position;
        Numbers(0x06064b50u, 44ul, (ushort)45, (ushort)45, 0u, 0u, 1ul, 1ul, end - directory, directory);
        Numbers(0x07064b50u, 0u, end, 1u);
        Numbers(0x06054b50u, None, None, ushort.MaxValue, ushort.MaxValue, uint.MaxValue, uint.MaxValue, None);
        return stream.ToArray();
    }
}
