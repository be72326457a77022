using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats;
using AlexNet.Models.Metadata;
using AlexNet.Models.Safetensors;
using AlexNet.Models.Sparse;

namespace AlexNet.Models;

/// <summary>Models in safetensors files, with architecture, labels and preprocessing in the metadata; docs/model-file.md describes the format.</summary>
public static class ModelFile
{
    /// <summary>Opens a model. Its weights are mapped: pages are read when a layer first needs them, and no weight is looked at here.</summary>
    /// <exception cref="ModelFileException">There is no such file, or it is not a whole and sound model; the message says where and what to do.</exception>
    public static Model Load(string path)
    {
        // Who loads a model will run it; reading its header leaves a core free.
        KernelWarmup.Start();
        return Read(SafetensorsFile.Open(path));
    }

    /// <summary>The model in a file that is open.</summary>
    internal static Model Read(SafetensorsFile file) => FileErrors.Reading(file.Path, () => ForeignFile.Checked(() =>
    {
        RequireOurs(file);
        var metadata = ModelMetadata.Read(file.Metadata);
        RequireKnownTensors(file, metadata.Architecture, metadata.Preprocessing);
        var weights = Weights(file, metadata.Architecture);
        return new Model(metadata.Name, metadata.Architecture, weights, metadata.Labels, WithMeanImage(metadata, file))
        {
            Path = file.Path,
            IsTrained = metadata.IsTrained,
            Notes = metadata.Notes,
        };
    }));

    /// <summary>Writes a model beside its target and then puts it there in one step, so that there is never half a file.</summary>
    /// <exception cref="ModelFileException">
    /// There is a file of that name, it cannot be written, a weight does not fit the type asked for, or a name or size could not be read back.
    /// </exception>
    public static void Save(Model model, string path, SaveOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new SaveOptions();
        var metadata = ModelMetadata.Write(model);
        try
        {
            // Whatever is written must be readable: names with control characters or layers beyond the reader's bounds are refused now, not at the next load.
            _ = ModelMetadata.Read(metadata);
        }
        catch (RefusedException exception)
        {
            throw exception.In(Path.GetFullPath(path));
        }
        var tensors = model.Weights.Select(weight => Converted(weight, options, path)).ToList();
        if (model.Preprocessing.MeanImage is not null) tensors.Add(new TensorToWrite(MeanImageTensor(model.Preprocessing), ElementType.Float32));
        var files = tensors.SelectMany(tensor => options.Sparse && tensor.Type == ElementType.Float32 ? SparseTensors.Of(tensor.Tensor, options.Smallest) ?? tensor.WithScales() : tensor.WithScales());
        SafetensorsWriter.Write(path, files, metadata, options.Overwrite, cancellation);
    }

    /// <summary>What is written of a weight. The writer narrows while it streams; rows are quantised here, as their scales come before them in the file.</summary>
    private static TensorToWrite Converted(WeightTensor weight, SaveOptions options, string path)
    {
        var type = options.ElementType is { } wanted && (options.Converts?.Invoke(weight) ?? true) ? wanted : weight.Type;
        if (type != ElementType.Int8) return new(weight, type);
        // Int8 is for fully connected layers: they are the ones with two extents.
        if (weight.Shape.Count != 2) return new(weight, weight.Type);
        try
        {
            return new(weight.To(type), type);
        }
        catch (WeightConversionException exception)
        {
            throw new RefusedException($"tensor '{Printable.Text(weight.Name)}'", exception.Message, "look for what made it so, or save it in another type", exception).In(Path.GetFullPath(path));
        }
    }

    /// <summary>The parameters that the file has; sparse ones are expanded, on all cores.</summary>
    private static WeightTensor[] Weights(SafetensorsFile file, Architecture architecture)
    {
        var parameters = architecture.Parameters.Where(parameter => file.Tensors.ContainsKey(parameter.Name) || SparseTensors.Has(file, parameter.Name)).ToArray();
        var weights = new WeightTensor[parameters.Length];
        var sparse = new List<int>();
        for (var i = 0; i < parameters.Length; i++)
        {
            if (file.Tensors.ContainsKey(parameters[i].Name)) weights[i] = file.Tensor(parameters[i].Name);
            else sparse.Add(i);
        }
        if (sparse.Count == 0) return weights;
        SparseTensors.RequireBounded(sparse.Sum(i => parameters[i].Length));
        AllCores.ForEach(sparse, i => weights[i] = SparseTensors.Expand(file, parameters[i].Name, parameters[i].Extents, parameters[i].Length));
        return weights;
    }

    private static void RequireOurs(SafetensorsFile file)
    {
        if (file.Metadata.ContainsKey(MetadataKeys.Format)) return;
        var names = string.Join(", ", file.Tensors.Keys.Take(3).Select(name => $"'{Printable.Text(name)}'"));
        throw new RefusedException("metadata", $"a sound safetensors file, but without '{MetadataKeys.Format}': it does not say which network its {file.Tensors.Count} tensors ({names}, ...) belong to",
            "open a file that Export-AlexNetModel wrote; weights of other programs must be imported first");
    }

    private static void RequireKnownTensors(SafetensorsFile file, Architecture architecture, Preprocessing preprocessing)
    {
        var known = architecture.Parameters.Select(parameter => parameter.Name).ToHashSet();
        foreach (var name in known.Where(name => file.Tensors.TryGetValue(name, out var entry) && SafetensorsTypes.Element(entry.Type) == ElementType.Int8).ToList())
            known.Add(name + WeightConversion.ScaleSuffix);
        foreach (var name in known.Where(name => !file.Tensors.ContainsKey(name) && SparseTensors.Has(file, name)).ToList()) known.UnionWith(SparseTensors.Names(name));
        if (preprocessing.MeanImageSize > 0) known.Add(MetadataKeys.MeanImageTensor);
        if (file.Tensors.Keys.FirstOrDefault(name => !known.Contains(name) && !name.StartsWith(MetadataKeys.TrainingPrefix, StringComparison.Ordinal)) is { } stray)
            throw new RefusedException($"tensor '{Printable.Text(stray)}'", $"the network '{architecture.Name}' has no such parameter");
    }

    /// <summary>The preprocessing, with its mean image from the file if it has one.</summary>
    internal static Preprocessing WithMeanImage(ModelMetadata metadata, SafetensorsFile file)
    {
        var side = metadata.Preprocessing.MeanImageSize;
        if (side == 0) return metadata.Preprocessing;
        var tensor = file.Tensor(MetadataKeys.MeanImageTensor);
        if (!tensor.Shape.SequenceEqual([3, side, side]))
            throw new RefusedException($"tensor '{tensor.Name}'", $"its shape is [{string.Join(", ", tensor.Shape)}], but the preprocessing needs [3, {side}, {side}]");
        if (WeightCheck.FirstNotFinite(tensor) is { } found) throw new RefusedException($"tensor '{tensor.Name}'", $"{found}, but every value must be finite");
        return metadata.Preprocessing with { MeanImage = tensor.ToArray() };
    }

    /// <summary>The mean image as it is stored.</summary>
    internal static unsafe WeightTensor MeanImageTensor(Preprocessing preprocessing)
    {
        var side = preprocessing.MeanImageSize;
        var buffer = new NativeBuffer(preprocessing.MeanImage!.Count);
        for (var i = 0; i < buffer.Length; i++) buffer.Pointer[i] = preprocessing.MeanImage[i];
        return new WeightTensor(MetadataKeys.MeanImageTensor, ElementType.Float32, [3, side, side], (nint)buffer.Pointer, buffer);
    }
}
