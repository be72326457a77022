using AlexNet.Engine.Models;
using AlexNet.Models.Formats.Named;
using AlexNet.Models.Formats.Numpy;
using AlexNet.Models.Formats.Pickle;
using AlexNet.Models.Formats.PyTorch;

namespace AlexNet.Models.Formats;

/// <summary>Model files of every format we know, told apart by their content.</summary>
public static class ModelFormats
{
    /// <summary>How many of a file's first bytes are looked at to tell its format.</summary>
    internal const int BytesToRecognise = 4096;

    /// <summary>The formats of other programs, in the order in which they are tried: those with a signature first.</summary>
    private static readonly IModelFormat[] Foreign =
    [
        new NpyFormat(),
        new NpzFormat(),
        new SafetensorsFormat(),
        // TorchFormat takes any zip file, so after those that know theirs by its first name.
        new PickleFormat(),
        new TorchFormat(),
    ];

    /// <summary>Opens a model file of any format: our own by <see cref="ModelFile.Load"/>, another program's by its reader.</summary>
    /// <exception cref="ModelFileException">There is no such file, it is of no known format, or it is not a whole and sound model.</exception>
    public static Model Load(string path, ImportOptions? options = null, CancellationToken cancellation = default)
    {
        var start = new byte[BytesToRecognise];
        int length;
        try
        {
            using var file = File.OpenRead(path);
            length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException(Path.GetFullPath(path), "file", exception.Message, "give the path of a model file that you may read", exception);
        }
        var format = Foreign.FirstOrDefault(format => format.Recognises(start.AsSpan(0, length)));
        return format is null ? ModelFile.Load(path) : format.Read(path, options ?? new ImportOptions(), cancellation);
    }
}
