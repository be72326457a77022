using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;

namespace AlexNet.Engine.Devices.Memory;

/// <summary>
/// Memory that processes share. On Windows a named mapping; elsewhere a file in memory (/dev/shm) or in the temporary folder, readable by its owner alone. On
/// Linux the file has no name from the start: others reach it through its creator's open files, so that nothing is left behind, however the processes end.
/// </summary>
internal sealed unsafe class SharedMemory : IMemoryBlock
{
    private const string LinuxFolder = "/dev/shm";

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly string? _path;
    private byte* _pointer;

    private SharedMemory(MemoryMappedFile file, long bytes, string name, string? path)
    {
        (_file, Bytes, Name, _path) = (file, bytes, name, path);
        _view = file.CreateViewAccessor(0, bytes);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _pointer);
    }

    /// <summary>What another process opens it by.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public byte* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pointer is null, this);
            return _pointer;
        }
    }

    /// <inheritdoc/>
    public long Bytes { get; }

    /// <summary>Takes memory; all of it at once, so that a lack of it is an error here and not a signal at the first write.</summary>
    /// <exception cref="IOException">There is not that much, in memory or on the temporary folder's disk.</exception>
    public static SharedMemory Create(long bytes)
    {
        var name = $"alexnet-{RandomNumberGenerator.GetHexString(24, lowercase: true)}";
        if (OperatingSystem.IsWindows()) return new SharedMemory(MemoryMappedFile.CreateNew(name, bytes), bytes, name, path: null);
        var path = Path.Combine(FolderFor(bytes), name);
        var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            PreallocationSize = bytes,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        try
        {
            stream.SetLength(bytes);
            if (!OperatingSystem.IsLinux()) return new SharedMemory(Map(stream, bytes), bytes, path, path);
            var open = $"/proc/{Environment.ProcessId}/fd/{stream.SafeFileHandle.DangerousGetHandle()}";
            File.Delete(path);
            return new SharedMemory(Map(stream, bytes), bytes, open, path: null);
        }
        catch
        {
            stream.Dispose();
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Opens what another process took.</summary>
    /// <exception cref="InvalidDataException">It is of another size.</exception>
    /// <exception cref="IOException">There is none of that name.</exception>
    public static SharedMemory Open(string name, long bytes)
    {
        if (OperatingSystem.IsWindows()) return new SharedMemory(MemoryMappedFile.OpenExisting(name), bytes, name, path: null);
        var stream = new FileStream(name, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length == bytes) return new SharedMemory(Map(stream, bytes), bytes, name, path: null);
        var found = stream.Length;
        stream.Dispose();
        throw new InvalidDataException($"found shared memory of {found} bytes, but {bytes} are needed");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_pointer is null) return;
        _pointer = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
        if (_path is not null) File.Delete(_path);
    }

    private static MemoryMappedFile Map(FileStream stream, long bytes) =>
        MemoryMappedFile.CreateFromFile(stream, mapName: null, bytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);

    /// <summary>Containers often have a /dev/shm of 64 MB.</summary>
    private static string FolderFor(long bytes) =>
        Directory.Exists(LinuxFolder) && new DriveInfo(LinuxFolder).AvailableFreeSpace > bytes ? LinuxFolder : Path.GetTempPath();
}
