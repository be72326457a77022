using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;

namespace AlexNet.Models.Metadata;

/// <summary>All that a model file says beside its tensors.</summary>
internal sealed record ModelMetadata(
    string Name, Architecture Architecture, LabelSet Labels, Preprocessing Preprocessing, bool IsTrained, IReadOnlyDictionary<string, string> Notes)
{
    public static Dictionary<string, string> Write(Model model) =>
        Write(new ModelMetadata(model.Name, model.Architecture, model.Labels, model.Preprocessing, model.IsTrained, model.Notes));

    public static Dictionary<string, string> Write(ModelMetadata model) => new()
    {
        [MetadataKeys.Format] = MetadataKeys.FormatVersion,
        [MetadataKeys.Name] = model.Name,
        [MetadataKeys.Trained] = model.IsTrained ? "true" : "false",
        [MetadataKeys.Architecture] = ArchitectureJson.Write(model.Architecture),
        [MetadataKeys.Preprocessing] = PreprocessingJson.Write(model.Preprocessing),
        [MetadataKeys.Labels] = LabelsJson.Write(model.Labels),
        [MetadataKeys.Notes] = NotesJson.Write(model.Notes),
    };

    /// <summary>Reads what <see cref="Write(Model)"/> wrote. Keys of other writers, without our prefix, are left alone.</summary>
    /// <exception cref="RefusedException">A key is missing, unknown or malformed.</exception>
    /// <exception cref="Engine.Layers.ShapeException">The architecture's layers do not fit each other.</exception>
    public static ModelMetadata Read(IReadOnlyDictionary<string, string> metadata)
    {
        var version = Required(metadata, MetadataKeys.Format);
        if (version != MetadataKeys.FormatVersion)
            throw new RefusedException($"metadata '{MetadataKeys.Format}'", $"it is version '{Printable.Text(version)}', but this program reads version {MetadataKeys.FormatVersion}", "use a newer version of this program");
        if (metadata.Keys.FirstOrDefault(key => key.StartsWith(MetadataKeys.Prefix, StringComparison.Ordinal) && !MetadataKeys.All.Contains(key)) is { } unknown)
            throw new RefusedException($"metadata '{Printable.Text(unknown)}'", "this key is unknown", "use a newer version of this program");
        return new ModelMetadata(
            ReadName(Required(metadata, MetadataKeys.Name)),
            ArchitectureJson.Read(Required(metadata, MetadataKeys.Architecture)),
            LabelsJson.Read(Required(metadata, MetadataKeys.Labels)),
            PreprocessingJson.Read(Required(metadata, MetadataKeys.Preprocessing)),
            ReadTrained(Required(metadata, MetadataKeys.Trained)),
            NotesJson.Read(Required(metadata, MetadataKeys.Notes)));
    }

    private static string Required(IReadOnlyDictionary<string, string> metadata, string key) =>
        metadata.TryGetValue(key, out var value) ? value : throw new RefusedException($"metadata '{key}'", "it is missing");

    private static string ReadName(string name) => name.Length is > 0 and <= JsonFields.MaxNameLength && name.All(Printable.Fits)
        ? name
        : throw new RefusedException($"metadata '{MetadataKeys.Name}'", $"a name needs 1 to {JsonFields.MaxNameLength} characters and no control characters");

    private static bool ReadTrained(string word) => word switch
    {
        "true" => true,
        "false" => false,
        _ => throw new RefusedException($"metadata '{MetadataKeys.Trained}'", $"found '{Printable.Text(word)}', but needs 'true' or 'false'"),
    };
}
