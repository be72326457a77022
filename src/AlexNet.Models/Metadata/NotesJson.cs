using System.Text.Json;

namespace AlexNet.Models.Metadata;

/// <summary>{key: text, ...}: free words, which may run over several lines.</summary>
internal static class NotesJson
{
    private const int MaxNotes = 1000;

    public static string Write(IReadOnlyDictionary<string, string> notes) => StrictJson.Write(json =>
    {
        json.WriteStartObject();
        foreach (var (key, value) in notes) json.WriteString(key, value);
        json.WriteEndObject();
    });

    public static IReadOnlyDictionary<string, string> Read(string text) => StrictJson.Read(MetadataKeys.Notes, text, root =>
    {
        var notes = new Dictionary<string, string>();
        if (root.ValueKind != JsonValueKind.Object) throw Refuse($"found {root.ValueKind}, but needs an object");
        foreach (var property in root.EnumerateObject())
        {
            if (notes.Count == MaxNotes) throw Refuse($"there are more than {MaxNotes}");
            if (property.Name.Length is 0 or > JsonFields.MaxNameLength || !property.Name.All(Printable.Fits))
                throw Refuse($"the key '{Printable.Text(property.Name)}' is empty, too long or holds control characters");
            if (property.Value.ValueKind != JsonValueKind.String) throw Refuse($"'{property.Name}' is {property.Value.ValueKind}, but must be text");
            var value = property.Value.GetString()!;
            if (!value.All(c => c is '\n' or '\r' or '\t' || Printable.Fits(c))) throw Refuse($"'{property.Name}' holds control characters");
            notes.Add(property.Name, value);
        }
        return notes;
    });

    private static RefusedException Refuse(string problem) => new($"metadata '{MetadataKeys.Notes}'", problem);
}
