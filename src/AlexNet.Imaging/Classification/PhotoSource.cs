using AlexNet.Imaging.Views;

namespace AlexNet.Imaging.Classification;

/// <summary>Where a photo comes from: a file, bytes in memory, or a stream that is read when the photo's turn comes.</summary>
public sealed class PhotoSource
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Stream? _stream;
    private readonly bool _isFile;

    private PhotoSource(string name, string? shellPath, ReadOnlyMemory<byte> bytes, Stream? stream, bool isFile) =>
        (Name, ShellPath, _bytes, _stream, _isFile) = (name, shellPath, bytes, stream, isFile);

    /// <summary>The file's path, or what the caller calls the photo.</summary>
    public string Name { get; }

    /// <summary>The path in the shell's own form, where there is one.</summary>
    public string? ShellPath { get; }

    /// <summary>A file.</summary>
    /// <param name="path">File-system path.</param>
    /// <param name="shellPath">PowerShell's form of it, handed on to the result.</param>
    public static PhotoSource File(string path, string? shellPath = null) => new(path, shellPath, default, null, isFile: true);

    /// <summary>An encoded photo in memory; not to be changed until its result is there.</summary>
    public static PhotoSource Bytes(ReadOnlyMemory<byte> bytes, string name) => new(name, null, bytes, null, isFile: false);

    /// <summary>The rest of a stream, which stays open.</summary>
    public static PhotoSource Stream(Stream stream, string name) => new(name, null, default, stream, isFile: false);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Writes the photo's view or views, as many as there is room for.</summary>
    internal void Load(Preprocessor preprocessor, Span<float> views, CancellationToken cancellation)
    {
        var single = views.Length == preprocessor.ViewLength;
        if (_isFile && single) preprocessor.Load(Name, views, cancellation);
        else if (_isFile) preprocessor.LoadTenViews(Name, views, cancellation);
        else if (_stream is not null && single) preprocessor.Load(_stream, Name, views, cancellation);
        else if (_stream is not null) preprocessor.LoadTenViews(_stream, Name, views, cancellation);
        else if (single) preprocessor.Load(_bytes, Name, views, cancellation);
        else preprocessor.LoadTenViews(_bytes, Name, views, cancellation);
    }
}

/// <summary>What became of a photo: exactly one of the two is there.</summary>
/// <param name="Source">The photo.</param>
/// <param name="Classification">The network's answers.</param>
/// <param name="Error">Why there are none.</param>
public sealed record PhotoResult(PhotoSource Source, Engine.Inference.Classification? Classification, Exception? Error);
