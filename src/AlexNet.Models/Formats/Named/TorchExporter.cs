using AlexNet.Engine.Models;

namespace AlexNet.Models.Formats.Named;

/// <summary><see cref="NamedExport"/> among the formats that models are written in.</summary>
internal sealed class TorchExporter : IModelExporter
{
    public string Name => "PyTorch";

    /// <inheritdoc/>
    public void Write(Model model, string path, SaveOptions options, CancellationToken cancellation) => NamedExport.Save(model, path, options, cancellation);
}
