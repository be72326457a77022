using System.Management.Automation;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Files;

/// <summary>A file that a cmdlet is to write, wholly or not at all: to a temporary file beside it, which then takes its place.</summary>
internal static class OutFile
{
    /// <summary>The file-system path of what a parameter named.</summary>
    /// <param name="paths">The shell's paths.</param>
    /// <param name="path">What was given.</param>
    /// <param name="what">What the file will be, as in <c>a picture</c>.</param>
    /// <param name="extensions">What its name may end in, in small letters.</param>
    /// <exception cref="Failure">It is no file-system path, or ends in something else.</exception>
    public static string Resolve(PathIntrinsics paths, string path, string what, params IReadOnlyList<string> extensions)
    {
        var file = ResolveFileOrFolder(paths, path, what, extensions);
        if (Directory.Exists(file)) throw Unnamed(path, what, extensions);
        return file;
    }

    /// <summary>The file-system path of what a parameter named, which may be a folder that is there.</summary>
    /// <inheritdoc cref="Resolve"/>
    public static string ResolveFileOrFolder(PathIntrinsics paths, string path, string what, params IReadOnlyList<string> extensions)
    {
        string file;
        ProviderInfo provider;
        try
        {
            file = paths.GetUnresolvedProviderPathFromPSPath(path, out provider, out _);
        }
        catch (Exception exception) when (PathErrors.IsNotFound(exception))
        {
            throw new Failure(ErrorIds.OutFileNotWritten, ErrorCategory.WriteError, path, $"'{path}' is no path of a file: {exception.Message}", "Give the path of a file.", exception);
        }
        if (provider.Name != "FileSystem") throw new Failure(ErrorIds.NotAFileSystemPath, ErrorCategory.InvalidArgument, path, $"'{path}' is in the provider {provider.Name}, but {what} is a file.", "Give the path of a file.");
        return Directory.Exists(file) || extensions.Contains(Extension(file)) ? file : throw Unnamed(path, what, extensions);
    }

    /// <summary>What a name ends in, in small letters.</summary>
    public static string Extension(string file) => Path.GetExtension(file).ToLowerInvariant();

    /// <summary>Refuses a name that a file has already.</summary>
    /// <exception cref="Failure">It has.</exception>
    public static void RequireFree(string file)
    {
        if (File.Exists(file)) throw new Failure(ErrorIds.OutFileExists, ErrorCategory.ResourceExists, file, $"There is already a file '{file}'.", "Give another name, or -Force to replace it.");
    }

    /// <summary>Writes bytes.</summary>
    /// <exception cref="Failure">They cannot be written.</exception>
    public static void Write(string file, byte[] bytes, string errorId = ErrorIds.OutFileNotWritten)
    {
        using var target = Begin(file, errorId);
        target.Do(stream => stream.Write(bytes));
        target.Complete();
    }

    private static Failure Unnamed(string path, string what, IReadOnlyList<string> extensions) =>
        new(ErrorIds.OutFileFormatUnknown, ErrorCategory.InvalidArgument, path, $"'{path}' does not say what to write.", $"Give {what} a name that ends in {string.Join(" or ", extensions)}.");

    /// <summary>Begins a file that is written bit by bit.</summary>
    /// <exception cref="Failure">It cannot be written.</exception>
    public static PendingFile Begin(string file, string errorId = ErrorIds.OutFileNotWritten) => new(file, errorId);
}

/// <summary>A file under way. Disposed of before it is complete, it leaves nothing.</summary>
internal sealed class PendingFile : IDisposable
{
    private readonly string _file, _temporary, _errorId;
    private readonly FileStream? _stream;
    private bool _isComplete;

    internal PendingFile(string file, string errorId)
    {
        (_file, _errorId, _temporary) = (file, errorId, $"{file}.{Path.GetRandomFileName()}.tmp");
        _stream = Guard(() => new FileStream(_temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None));
    }

    /// <summary>Writes to it.</summary>
    /// <exception cref="Failure">That failed.</exception>
    public void Do(Action<Stream> write) => Guard(() =>
    {
        write(_stream!);
        return true;
    });

    /// <summary>Puts it in its place, over a file that may be there.</summary>
    /// <exception cref="Failure">That failed.</exception>
    public void Complete() => Guard(() =>
    {
        _stream!.Dispose();
        File.Move(_temporary, _file, overwrite: true);
        return _isComplete = true;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isComplete) return;
        _stream?.Dispose();
        File.Delete(_temporary);
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Failure(_errorId, ErrorCategory.WriteError, _file, $"'{_file}' could not be written: {exception.Message.Replace(_temporary, _file, StringComparison.Ordinal)}", "Check the folder, your right to write there and the free space.", exception);
        }
    }
}
