using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Metadata;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Formats.Named;

/// <summary>
/// Writes a model for PyTorch: a safetensors file whose tensors are called as in a state dict (<see cref="TorchNames"/>), so that
/// <c>model.load_state_dict(safetensors.torch.load_file(path))</c> takes it. What else belongs to a model is in the metadata, from which importing it again restores it.
/// </summary>
public static class NamedExport
{
    /// <summary>Writes the file; weights stay of their type, but int8, which PyTorch's modules do not have, becomes float32.</summary>
    /// <exception cref="ModelFileException">There is a file of that name, it cannot be written, or a weight does not fit the type asked for.</exception>
    public static void Save(Model model, string path, SaveOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new SaveOptions();
        if (options.ElementType == ElementType.Int8 || options.Sparse)
            throw new RefusedException("writing", "PyTorch's modules have weights of float32, float16 or bfloat16, not int8 or sparse ones", "save it as one of those").In(Path.GetFullPath(path));
        var names = TorchNames.Of(model.Architecture);
        var tensors = model.Weights.Select(weight => new TensorToWrite(weight.Called(names[weight.Name]), TypeOf(weight, options))).ToList();
        if (model.Preprocessing.MeanImage is not null) tensors.Add(new TensorToWrite(ModelFile.MeanImageTensor(model.Preprocessing), ElementType.Float32));
        SafetensorsWriter.Write(path, tensors, Metadata(model), options.Overwrite, cancellation);
    }

    /// <summary>Ours, without the key by which a file of ours is known, and the one that PyTorch's programs look for.</summary>
    private static Dictionary<string, string> Metadata(Model model)
    {
        var metadata = ModelMetadata.Write(model);
        metadata.Remove(MetadataKeys.Format);
        metadata.Add("format", "pt");
        return metadata;
    }

    private static ElementType TypeOf(WeightTensor weight, SaveOptions options) =>
        options.ElementType is { } wanted && (options.Converts?.Invoke(weight) ?? true) ? wanted : weight.Type == ElementType.Int8 ? ElementType.Float32 : weight.Type;
}
