using System.Management.Automation;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Models;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Models;

/// <summary>Writes model files.</summary>
internal static class ModelWriter
{
    /// <summary>Writes the file and returns its path.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">File-system path.</param>
    /// <param name="precision">What weights become; null keeps them. Biases are few and stay as they are when weights shrink; Int8 converts fully connected layers only.</param>
    /// <param name="overwrite">Whether a file already there is replaced.</param>
    /// <param name="cancellation">Ends it; the target is then untouched.</param>
    /// <param name="sparse">Whether weights that were compressed are stored as such.</param>
    /// <exception cref="Failure">It cannot be written.</exception>
    public static string Write(Model model, string file, ElementType? precision, bool overwrite, CancellationToken cancellation, bool sparse = false)
    {
        try
        {
            ModelFile.Save(model, file, new SaveOptions { ElementType = precision, Overwrite = overwrite, Sparse = sparse, Converts = weight => precision == ElementType.Float32 || weight.Shape.Count > 1 }, cancellation);
            return file;
        }
        catch (ModelFileException exception)
        {
            throw new Failure(ErrorIds.ModelFileNotWritten, ErrorCategory.WriteError, file, ModelFileErrors.Message(exception), ModelFileErrors.Advice(exception), exception);
        }
    }
}
