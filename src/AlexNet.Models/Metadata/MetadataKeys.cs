namespace AlexNet.Models.Metadata;

/// <summary>The keys of a model's metadata and the one tensor that is no parameter. docs/model-file.md describes each.</summary>
internal static class MetadataKeys
{
    public const string Prefix = "alexnet.";
    public const string Format = Prefix + "format";
    public const string Architecture = Prefix + "architecture";
    public const string Labels = Prefix + "labels";
    public const string Preprocessing = Prefix + "preprocessing";
    public const string Name = Prefix + "name";
    public const string Trained = Prefix + "trained";
    public const string Notes = Prefix + "notes";

    /// <summary>Version of all of it; a change that older readers would misread raises it.</summary>
    public const string FormatVersion = "1";

    /// <summary>The mean image, [3][side][side].</summary>
    public const string MeanImageTensor = "preprocessing.mean";

    /// <summary>Tensors of a checkpoint that are no parameters: the optimizer's. Whoever wants the model alone passes over them.</summary>
    public const string TrainingPrefix = "training.";

    public static readonly IReadOnlySet<string> All = new HashSet<string> { Format, Architecture, Labels, Preprocessing, Name, Trained, Notes };
}
