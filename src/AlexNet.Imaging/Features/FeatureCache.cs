using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AlexNet.Engine.Inference.Planning;

namespace AlexNet.Imaging.Features;

/// <summary>
/// Layers' outputs for photos in a folder, a file a photo: FOLDER/MODEL/PHOTO.features, where both names are hashes. A file is written beside its place and renamed, so that
/// any number of processes share the folder; one that is damaged, or of another length, is as good as missing and is written anew. What could not be kept is computed again.
/// </summary>
/// <remarks>A file is the magic "ALXNF001", the number of values (int32), the SHA-256 of the values, and the values (single precision); all little-endian.</remarks>
public sealed class FeatureCache : IFeatureStore
{
    /// <summary>Bytes that the folder keeps when nobody says: a gigabyte, fc7 of 65,000 photos.</summary>
    public const long DefaultCapacity = 1L << 30;

    private const string Extension = ".features";
    private const int HashBytes = 32;
    private const int HeaderBytes = 8 + sizeof(int) + HashBytes;
    private static readonly TimeSpan Refresh = TimeSpan.FromHours(1);

    private readonly string _folder;
    private readonly long _capacity;
    private Exception? _trouble;

    /// <summary>A cache in a folder, which is made when something is first written.</summary>
    /// <param name="folder">The folder; files of other names in it are left alone.</param>
    /// <param name="capacity">Bytes that <see cref="Trim"/> leaves.</param>
    public FeatureCache(string folder, long capacity = DefaultCapacity)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        (_folder, _capacity) = (Path.GetFullPath(folder), capacity);
    }

    /// <summary>The folder beside what else is kept of this machine for the user.</summary>
    public static string DefaultFolder => Path.Combine(TunedFile.Folder, "features");

    /// <summary>Why something could not be written, the first time that happened; null when nothing did. Nothing is lost but time.</summary>
    public Exception? Trouble => _trouble;

    private static ReadOnlySpan<byte> Magic => "ALXNF001"u8;

    /// <inheritdoc/>
    public bool TryRead(string model, string photo, Span<float> values)
    {
        var file = FileOf(model, photo);
        try
        {
            using var handle = File.OpenHandle(file, share: FileShare.ReadWrite | FileShare.Delete);
            var bytes = MemoryMarshal.AsBytes(values);
            if (RandomAccess.GetLength(handle) != HeaderBytes + bytes.Length) return false;
            Span<byte> header = stackalloc byte[HeaderBytes];
            if (RandomAccess.Read(handle, header, 0) != header.Length || RandomAccess.Read(handle, bytes, HeaderBytes) != bytes.Length) return false;
            if (!header[..Magic.Length].SequenceEqual(Magic) || BinaryPrimitives.ReadInt32LittleEndian(header[Magic.Length..]) != values.Length) return false;
            if (!header[^HashBytes..].SequenceEqual(SHA256.HashData(bytes))) return false;
            // What is used stays: the oldest files go first.
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(handle) > Refresh) File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Keeps a photo's values; where that fails, <see cref="Trouble"/> says why.</summary>
    /// <inheritdoc/>
    public void Write(string model, string photo, ReadOnlySpan<float> values)
    {
        var file = FileOf(model, photo);
        var temporary = $"{file}.{Path.GetRandomFileName()}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0))
            {
                var bytes = MemoryMarshal.AsBytes(values);
                Span<byte> header = stackalloc byte[HeaderBytes];
                Magic.CopyTo(header);
                BinaryPrimitives.WriteInt32LittleEndian(header[Magic.Length..], values.Length);
                SHA256.HashData(bytes, header[^HashBytes..]);
                stream.Write(header);
                stream.Write(bytes);
            }
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Interlocked.CompareExchange(ref _trouble, error, null);
            Delete(temporary);
        }
    }

    /// <summary>Deletes the files that were longest not used until what is left fits, and what a killed process left half-written.</summary>
    public void Trim()
    {
        try
        {
            if (!Directory.Exists(_folder)) return;
            var left = _capacity;
            foreach (var file in Files().OrderByDescending(file => file.LastWriteTimeUtc))
            {
                // Renamed or deleted by another process since it was listed.
                if (!file.Exists) continue;
                var isAbandoned = file.Extension == ".tmp" && DateTime.UtcNow - file.LastWriteTimeUtc > Refresh;
                left -= file.Length;
                if (left < 0 || isAbandoned) Delete(file.FullName);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Interlocked.CompareExchange(ref _trouble, error, null);
        }
    }

    /// <summary>The cache's own files alone: the folder is one that the user named.</summary>
    private IEnumerable<FileInfo> Files() =>
        from folder in new DirectoryInfo(_folder).EnumerateDirectories()
        where folder.LinkTarget is null && IsHash(folder.Name)
        from file in folder.EnumerateFiles($"*{Extension}*")
        where IsHash(file.Name.Split('.')[0])
        select file;

    private string FileOf(string model, string photo) => IsHash(model) && IsHash(photo)
        ? Path.Combine(_folder, model, photo + Extension)
        : throw new ArgumentException($"found '{model}' and '{photo}', but both must be SHA-256 hashes in hexadecimal");

    private static bool IsHash(string name) => name.Length == 2 * HashBytes && name.All(char.IsAsciiHexDigitLower);

    private static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another process deleted it, or has it open: it goes another time.
        }
    }
}
