using System.Buffers;

namespace AlexNet.Imaging.Decoding;

/// <summary>A whole encoded picture in a pooled array. The file is closed again before the first byte is decoded.</summary>
internal sealed class EncodedBytes : IDisposable
{
    private const int FirstBlock = 64 * 1024;

    private byte[] _array;
    private int _length;

    private EncodedBytes(byte[] array) => _array = array;

    public ReadOnlyMemory<byte> Memory => _array.AsMemory(0, _length);

    /// <summary>Reads a file.</summary>
    /// <exception cref="ImageException">It cannot be opened or read, or is larger than <paramref name="maximum"/> bytes.</exception>
    public static EncodedBytes Read(string path, int maximum, CancellationToken cancellation)
    {
        try
        {
            RequireRegular(path);
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.SequentialScan);
            return Read(file, path, maximum, cancellable: false, cancellation);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImageException(path, ImageError.Unreadable, "there is no such file", "check the path", error);
        }
        catch (UnauthorizedAccessException error)
        {
            if (Directory.Exists(path)) throw new ImageException(path, ImageError.Unreadable, "this is a folder", "give the files in it", error);
            throw new ImageException(path, ImageError.Unreadable, "no permission to read the file", "change its permissions or run as another user", error);
        }
        catch (Exception error) when (error is IOException and not ImageException or NotSupportedException or ArgumentException)
        {
            throw new ImageException(path, ImageError.Unreadable, $"the file cannot be read ({error.Message.TrimEnd('.')})", "check that it still exists and that its drive works", error);
        }
    }

    /// <summary>
    /// Reads the rest of a stream and leaves it open. Cancellation ends the wait for a read at once; a stream that knows no cancellation may finish that read
    /// later, into memory that nobody looks at.
    /// </summary>
    /// <exception cref="ImageException">It holds more than <paramref name="maximum"/> bytes.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static EncodedBytes Read(Stream stream, string name, int maximum, CancellationToken cancellation) =>
        Read(stream, name, maximum, cancellation.CanBeCanceled && stream is not MemoryStream, cancellation);

    private static EncodedBytes Read(Stream stream, string name, int maximum, bool cancellable, CancellationToken cancellation)
    {
        var known = stream.CanSeek ? stream.Length - stream.Position : 0;
        if (known > maximum) throw TooLarge(name, $"{known:N0}", maximum);
        // One byte more than is known, so that the read that finds the end needs no larger array.
        var bytes = new EncodedBytes(ArrayPool<byte>.Shared.Rent(known > 0 ? (int)known + 1 : FirstBlock));
        Task<int>? pending = null;
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                var room = bytes._array.AsMemory(bytes._length);
                int read;
                if (cancellable)
                {
                    // On another thread, as a stream's ReadAsync may block like its Read.
                    pending = Task.Run(() => stream.ReadAsync(room, cancellation).AsTask(), CancellationToken.None);
                    read = pending.WaitAsync(cancellation).GetAwaiter().GetResult();
                }
                else
                {
                    read = stream.Read(room.Span);
                }
                if (read == 0) return bytes;
                bytes._length += read;
                if (bytes._length > maximum) throw TooLarge(name, "more", maximum);
                if (bytes._length == bytes._array.Length) bytes.Grow();
            }
        }
        catch
        {
            // A read that goes on still writes into the array: nobody else may get it from the pool.
            if (pending is { IsCompleted: false }) bytes._array = [];
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>The error for a picture of too many bytes.</summary>
    public static ImageException TooLarge(string name, string found, int maximum) =>
        new(name, ImageError.TooLarge, $"found {found} bytes, but at most {maximum:N0} are read", $"shrink the picture or raise {nameof(ImageOptions.MaximumBytes)}");

    public void Dispose()
    {
        if (_array.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_array);
        _array = [];
        _length = 0;
    }

    /// <summary>
    /// Throws for a pipe or device before it is opened: opening a pipe waits for its writer, and no token ends that wait. They are known by having no length, as
    /// no picture has; the system's own name for their kind is not to be had from .NET.
    /// </summary>
    private static void RequireRegular(string path)
    {
        var file = new FileInfo(path);
        if (file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target) file = target;
        // A link such as /dev/stdin may lead to what has no path at all, yet opens.
        if (file.Exists ? file.Length > 0 : !File.Exists(path)) return;
        throw new ImageException(path, ImageError.Empty, "there are no bytes in the file: it is empty, or a pipe or device and no regular file", "give a picture's own file");
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_array.Length * 2);
        _array.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }
}
