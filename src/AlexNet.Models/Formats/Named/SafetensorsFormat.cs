using System.Buffers.Binary;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Models.Metadata;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Formats.Named;

/// <summary>Safetensors files: our own, those that <see cref="NamedExport"/> wrote, and those of other programs, whose tensors have the names of PyTorch's modules or Caffe's layers.</summary>
internal sealed class SafetensorsFormat : IModelFormat
{
    /// <inheritdoc/>
    public string Name => "safetensors";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> start) =>
        start.Length > SafetensorsHeader.Prefix && start[SafetensorsHeader.Prefix] == '{' && BinaryPrimitives.ReadUInt64LittleEndian(start) <= SafetensorsHeader.MaxBytes;

    /// <inheritdoc/>
    public Model Read(string path, ImportOptions options, CancellationToken cancellation)
    {
        // Who loads a model will run it; reading its header leaves a core free.
        KernelWarmup.Start();
        var file = SafetensorsFile.Open(path);
        var isOurs = file.Metadata.ContainsKey(MetadataKeys.Architecture);
        if (isOurs && options != new ImportOptions())
            throw new ModelFileException(file.Path, "options", "the file says itself what its network and preprocessing are", "leave out the network, the mean image and the architecture");
        if (file.Metadata.ContainsKey(MetadataKeys.Format)) return ModelFile.Read(file);
        return FileErrors.Reading(file.Path, () => ForeignFile.Checked(() => isOurs
            ? Exported(file)
            : NamedModel.Create(path, Name, file.Tensors.Keys.Select(name => NamedArray.Of(file.Tensor(name))), options, cancellation)));
    }

    /// <summary>A file of ours but for the names of its tensors.</summary>
    private static Model Exported(SafetensorsFile file)
    {
        var metadata = ModelMetadata.Read(new Dictionary<string, string>(file.Metadata) { [MetadataKeys.Format] = MetadataKeys.FormatVersion });
        var weights = TorchNames.Of(metadata.Architecture).Select(name => file.Tensor(name.Value).Called(name.Key));
        return new Model(metadata.Name, metadata.Architecture, weights, metadata.Labels, ModelFile.WithMeanImage(metadata, file))
        {
            Path = file.Path,
            IsTrained = metadata.IsTrained,
            Notes = metadata.Notes,
        };
    }
}
