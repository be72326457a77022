using System.Management.Automation;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Models;
using AlexNet.Models.Formats;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Models;

/// <summary>Writes model files.</summary>
internal static class ModelWriter
{
    /// <summary>Writes the file and returns its path.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">File-system path.</param>
    /// <param name="format">What the file is.</param>
    /// <param name="precision">What weights become; null keeps them. Biases are few and stay as they are when weights shrink; Int8 converts fully connected layers only.</param>
    /// <param name="overwrite">Whether a file already there is replaced.</param>
    /// <param name="cancellation">Ends it; the target is then untouched.</param>
    /// <param name="sparse">Whether weights that were compressed are stored as such.</param>
    /// <exception cref="Failure">It cannot be written.</exception>
    public static string Write(Model model, string file, ModelFormat format, ElementType? precision, bool overwrite, CancellationToken cancellation, bool sparse = false)
    {
        var name = FormatOf(file, format).ToString();
        if (!ModelFormats.WrittenFormats.Contains(name))
            throw new Failure(ErrorIds.ModelFormatNotPossible, ErrorCategory.NotImplemented, file, $"Models are not written as {name}.", $"Take one of {string.Join(", ", ModelFormats.WrittenFormats)}.");
        if (FormatOf(file, format) is ModelFormat.Onnx or ModelFormat.Caffe && precision is not (null or ElementType.Float32))
            throw new Failure(ErrorIds.ModelFormatNotPossible, ErrorCategory.InvalidArgument, file, $"{name} files hold weights in single precision, but {precision} was asked for.", "Leave -Precision out, or take -Format Safetensors.");
        try
        {
            ModelFormats.Save(model, file, name, new SaveOptions { ElementType = precision, Overwrite = overwrite, Sparse = sparse, Smallest = sparse, Converts = weight => precision == ElementType.Float32 || weight.Shape.Count > 1 }, cancellation);
            return file;
        }
        catch (ModelFileException exception)
        {
            throw new Failure(ErrorIds.ModelFileNotWritten, ErrorCategory.WriteError, file, ModelFileErrors.Message(exception), ModelFileErrors.Advice(exception), exception);
        }
    }

    private static ModelFormat FormatOf(string file, ModelFormat format) => format != ModelFormat.Automatic ? format : Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".onnx" => ModelFormat.Onnx,
        ".caffemodel" => ModelFormat.Caffe,
        _ => ModelFormat.Safetensors,
    };
}
