using AlexNet.Engine.Models;
using AlexNet.Models.Formats.Protobuf;
using AlexNet.Models.Metadata;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Formats.Onnx;

/// <summary>Writes a model as ONNX: the operators of opset 17, weights in single precision inside of the file, and labels and preprocessing as metadata.</summary>
internal sealed class OnnxExporter : IModelExporter
{
    private const int OperatorSet = 17;
    private const int IrVersion = 8;

    public string Name => "Onnx";

    /// <inheritdoc/>
    public void Write(Model model, string path, SaveOptions options, CancellationToken cancellation)
    {
        var full = Path.GetFullPath(path);
        FileErrors.Writing(full, () =>
        {
            var metadata = ModelMetadata.Write(model).Select(entry => new ProtobufMessage(OnnxSchema.Entry).Add("key", entry.Key).Add("value", entry.Value));
            var message = new ProtobufMessage(OnnxSchema.Model)
                .Add("ir_version", IrVersion)
                .Add("producer_name", "AlexNetShell")
                .Add("producer_version", typeof(OnnxExporter).Assembly.GetName().Version!.ToString(3))
                .Add("opset_import", new ProtobufMessage(OnnxSchema.OperatorSet).Add("domain", "").Add("version", OperatorSet))
                .Add("metadata_props", metadata)
                .Add("graph", new OnnxGraphWriter(model).Write());
            var writer = new ProtobufWriter(message);
            AtomicFile.Write(full, writer.Length, options.Overwrite, stream => writer.Write(stream, cancellation));
        });
    }
}
