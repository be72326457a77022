using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Models.Formats.Caffe;
using AlexNet.Models.Formats.Named;
using AlexNet.Models.Formats.Numpy;
using AlexNet.Models.Formats.Onnx;
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
        new CaffeFormat(),
        new OnnxFormat(),
    ];

    private static readonly IModelExporter[] Exporters = [new CaffeExporter(), new OnnxExporter(), new TorchExporter()];

    private const string Own = "Safetensors";

    /// <summary>Names of the formats that models are written in, our own first.</summary>
    public static IReadOnlyList<string> WrittenFormats => [Own, .. Exporters.Select(exporter => exporter.Name)];

    /// <summary>Opens a model file of any format: our own by <see cref="ModelFile.Load"/>, another program's by its reader.</summary>
    /// <exception cref="ModelFileException">There is no such file, it is of no known format, or it is not a whole and sound model.</exception>
    public static Model Load(string path, ImportOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        // Who loads a model will run it; reading its header leaves a core free.
        KernelWarmup.Start();
        options ??= new ImportOptions();
        var full = Path.GetFullPath(path);
        var start = Start(full);
        if (IsOurs(start) || Foreign.FirstOrDefault(format => format.Recognises(start)) is not { } format)
        {
            if (options != new ImportOptions())
                throw new ModelFileException(full, "options", "it is no other program's file: nothing about it is left open", "leave out the network, the mean image and the architecture");
            return ModelFile.Load(path);
        }
        return format.Read(path, options, cancellation);
    }

    /// <summary>Whether a file is a model of ours, in which nothing is left open that <see cref="ImportOptions"/> could say.</summary>
    /// <exception cref="ModelFileException">It cannot be read.</exception>
    internal static bool IsOurs(string path) => IsOurs(Start(Path.GetFullPath(path)));

    /// <summary>Writes a model in a format of <see cref="WrittenFormats"/>, beside its target and then put there in one step.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file to make; Caffe's format makes a .prototxt beside it.</param>
    /// <param name="format">Name of the format, case ignored.</param>
    /// <param name="options">Other programs' formats hold single precision, whatever the element type.</param>
    /// <param name="cancellation">Stops between chunks; nothing is left behind.</param>
    /// <exception cref="ModelFileException">There is a file of that name, it cannot be written, or the format has no word for a layer.</exception>
    /// <exception cref="ArgumentException">There is no such format.</exception>
    public static void Save(Model model, string path, string format, SaveOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (format.Equals(Own, StringComparison.OrdinalIgnoreCase)) ModelFile.Save(model, path, options, cancellation);
        else if (Exporters.FirstOrDefault(exporter => exporter.Name.Equals(format, StringComparison.OrdinalIgnoreCase)) is { } exporter) exporter.Write(model, path, options ?? new SaveOptions(), cancellation);
        else throw new ArgumentException($"'{format}' is no format that models are written in; those are {string.Join(", ", WrittenFormats)}", nameof(format));
    }

    private static byte[] Start(string full)
    {
        try
        {
            using var file = File.OpenRead(full);
            var start = new byte[BytesToRecognise];
            return start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // In the words in which a model file that cannot be opened is always refused.
            throw new ModelFileException(full, "opening", Printable.Text(exception.Message, 4096), "check the path and your right to read it", exception);
        }
    }

    /// <summary>Whether a file is one of ours, which it says near its beginning: for those no other format is looked at, since a prediction may wait for it.</summary>
    private static bool IsOurs(ReadOnlySpan<byte> start) => start.Length > 8 && start[8] == (byte)'{' && start.IndexOf("\"alexnet.format\""u8) >= 0;
}
