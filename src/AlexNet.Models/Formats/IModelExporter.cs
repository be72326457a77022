using AlexNet.Engine.Models;

namespace AlexNet.Models.Formats;

/// <summary>Writes models as another program's files.</summary>
internal interface IModelExporter
{
    /// <summary>Name of the format, such as <c>Onnx</c>.</summary>
    string Name { get; }

    /// <summary>Writes the model, weights in single precision, beside its target and then puts it there in one step.</summary>
    /// <exception cref="ModelFileException">There is a file of that name, it cannot be written, or the format has no word for a layer.</exception>
    void Write(Model model, string path, SaveOptions options, CancellationToken cancellation);
}
