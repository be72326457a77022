using System.Text.Json;
using AlexNet.Engine.Models;

namespace AlexNet.Models.Metadata;

/// <summary>{"names": [...], "synsets": [...]}: one name for each output; synsets, where any are known, in the same order with null for none.</summary>
internal static class LabelsJson
{
    private const int MaxLabels = 1 << 20;

    public static string Write(LabelSet labels) => StrictJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("names");
        foreach (var label in labels.Items) json.WriteStringValue(label.Name);
        json.WriteEndArray();
        if (labels.Items.Any(label => label.Synset is not null))
        {
            json.WriteStartArray("synsets");
            foreach (var label in labels.Items) json.WriteStringValue(label.Synset);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    });

    public static LabelSet Read(string text) => StrictJson.Read(MetadataKeys.Labels, text, root =>
    {
        var fields = new JsonFields(root, $"metadata '{MetadataKeys.Labels}'");
        var names = new List<string>();
        foreach (var item in fields.Items("names", 1, MaxLabels)) names.Add(fields.CheckName("names", item));
        var synsets = new string?[names.Count];
        if (fields.Has("synsets"))
        {
            var index = 0;
            foreach (var item in fields.Items("synsets", names.Count, names.Count))
                synsets[index++] = item.ValueKind == JsonValueKind.Null ? null : fields.CheckName("synsets", item);
        }
        fields.Done();
        return new LabelSet(names.Select((name, index) => new Label(index, name, synsets[index])));
    });
}
