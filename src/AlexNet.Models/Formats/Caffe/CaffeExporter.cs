using System.Text;
using AlexNet.Engine.Models;
using AlexNet.Models.Formats.Protobuf;
using AlexNet.Models.Metadata;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Formats.Caffe;

/// <summary>
/// Writes a model as Caffe has it: the network and its weights in a .caffemodel, the network alone as text beside it, and the mean image, if it has one, beside both.
/// </summary>
internal sealed class CaffeExporter : IModelExporter
{
    public string Name => "Caffe";

    /// <inheritdoc/>
    public void Write(Model model, string path, SaveOptions options, CancellationToken cancellation)
    {
        var full = Path.GetFullPath(path);
        var description = Path.ChangeExtension(full, ".prototxt");
        FileErrors.Writing(full, () =>
        {
            if (description == full) throw new RefusedException("writing", "the network's description beside the weights has this very name", "give the file the extension .caffemodel");
            var net = new CaffeNetworkWriter(model).Write();
            var writer = new ProtobufWriter(net);
            // The small files first: when they cannot be written, nothing large has been.
            FileErrors.Writing(description, () => WriteText(description, Describe(model, net), options.Overwrite));
            if (model.Preprocessing.MeanImage is not null) CaffeMean.WriteBeside(full, model.Preprocessing, options.Overwrite, cancellation);
            AtomicFile.Write(full, writer.Length, options.Overwrite, stream => writer.Write(stream, cancellation));
        });
    }

    private static string Describe(Model model, ProtobufMessage net) => $"""
        # {Printable.Text(model.Name, JsonFields.MaxNameLength)}, written by AlexNetShell; its weights are in the .caffemodel of the same name.
        # Photos: {model.Preprocessing.InWords(model.Architecture.Input.Height)}.

        """ + TextFormatWriter.Write(net, CaffeSchema.Layer["blobs"], CaffeSchema.Net["alexnet_metadata"]);

    private static void WriteText(string path, string text, bool overwrite)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        AtomicFile.Write(path, bytes.Length, overwrite, stream => stream.Write(bytes));
    }
}
