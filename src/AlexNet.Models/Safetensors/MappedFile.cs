using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using AlexNet.Engine.Tensors;
using Microsoft.Win32.SafeHandles;

namespace AlexNet.Models.Safetensors;

/// <summary>
/// A file's bytes, mapped read-only. There is no Dispose: tensors point into the map and live as long as anybody holds them, so the map
/// goes when the last one has gone, by finalisation. The file may be deleted or replaced meanwhile; on Unix the map keeps the old bytes.
/// </summary>
internal sealed unsafe partial class MappedFile : IPageSource
{
    private const int AdviseDontNeed = 4;

    private readonly SafeFileHandle _file;
    private readonly SafeMemoryMappedViewHandle? _view;
    private readonly byte* _data;

    /// <summary>Maps <paramref name="length"/> bytes and takes over the handle.</summary>
    public MappedFile(SafeFileHandle file, long length)
    {
        _file = file;
        Length = length;
        using var map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        var accessor = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        var view = accessor.SafeMemoryMappedViewHandle;
        byte* start = null;
        view.AcquirePointer(ref start);
        _view = view;
        _data = start + accessor.PointerOffset;
    }

    /// <summary>Unmaps: no tensor is left that could read.</summary>
    ~MappedFile() => Unmap();

    /// <summary>Maps a whole file; one of no bytes cannot be mapped.</summary>
    /// <exception cref="RefusedException">It is empty.</exception>
    /// <exception cref="IOException">There is none, or it may not be read.</exception>
    public static MappedFile Open(string path)
    {
        // Sharing deletion lets others replace the file; on Windows nobody can write into it while it is mapped.
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.RandomAccess);
        try
        {
            var length = RandomAccess.GetLength(file);
            return length > 0 ? new MappedFile(file, length) : throw new RefusedException("length", "it is empty");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Number of bytes.</summary>
    public long Length { get; }

    /// <summary>The file's first byte.</summary>
    public nint Data => (nint)_data;

    /// <summary>
    /// Whether the file is still as long as it was. Reading a map past the end of a file that somebody has cut short ends the process on Unix
    /// (SIGBUS), and no library can catch that; this only finds it early.
    /// </summary>
    public bool IsWhole => RandomAccess.GetLength(_file) >= Length;

    /// <summary>Unmaps at once. For who opened the file and has given no tensor of it to anybody: a file that was refused.</summary>
    public void Close()
    {
        Unmap();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public void Release(nint start, long length)
    {
        if (!OperatingSystem.IsLinux() || start < Data || length < 0 || start + length > Data + Length) return;
        long page = Environment.SystemPageSize, first = (start + page - 1) / page * page, end = (start + length) / page * page;
        // The map is read-only, so its pages hold nothing but the file: they come back from there.
        if (end > first) _ = Advise((nint)first, (nint)(end - first), AdviseDontNeed);
        GC.KeepAlive(this);
    }

    private void Unmap()
    {
        // In a finaliser handles are still usable: their own finalisers run after all others. The pointer is a reference that would keep the view mapped for good.
        _view?.ReleasePointer();
        _view?.Dispose();
        _file.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nint length, int advice);
}
