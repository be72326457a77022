using System.Text.Json;

namespace AlexNet.Models.Metadata;

/// <summary>The fields of one JSON object, each asked for with its bounds; at the end none may be left over.</summary>
internal sealed class JsonFields
{
    public const int MaxNameLength = 200;

    // A handful: looked through from the start. Of a class, because the JIT has code at hand for collections of references, and a file is opened for one photo.
    private readonly List<Field> _fields = [];
    private readonly string _where;

    /// <summary>Takes the object apart; <paramref name="where"/> stands in messages.</summary>
    public JsonFields(JsonElement element, string where)
    {
        _where = where;
        if (element.ValueKind != JsonValueKind.Object) throw Refuse($"found {element.ValueKind}, but needs an object");
        foreach (var property in element.EnumerateObject()) _fields.Add(new Field(property.Name, property.Value));
    }

    public int Int(string name, int least, int most)
    {
        var field = Take(name, JsonValueKind.Number);
        return field.TryGetInt32(out var value) && value >= least && value <= most ? value : throw Refuse($"'{name}' must be a whole number from {least} to {most}");
    }

    public float Float(string name) => Finite(name, Take(name, JsonValueKind.Number));

    public double Double(string name) => Take(name, JsonValueKind.Number).GetDouble();

    /// <summary>A field that may be missing, which is false.</summary>
    public bool Flag(string name) => Has(name) && Take(name, JsonValueKind.True).GetBoolean();

    public float[] Floats(string name, int count)
    {
        var values = new float[count];
        var index = 0;
        foreach (var item in Items(name, count, count))
            values[index++] = item.ValueKind == JsonValueKind.Number ? Finite(name, item) : throw Refuse($"'{name}' must hold numbers");
        return values;
    }

    public int[] Ints(string name, int count, int least, int most)
    {
        var values = new int[count];
        var index = 0;
        foreach (var item in Items(name, count, count))
        {
            values[index++] = item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var value) && value >= least && value <= most
                ? value
                : throw Refuse($"'{name}' must hold whole numbers from {least} to {most}");
        }
        return values;
    }

    public string Name(string name) => CheckName(name, Take(name, JsonValueKind.String));

    public T Choice<T>(string name) where T : struct, Enum => (T)Choice(name, typeof(T));

    private object Choice(string name, Type type)
    {
        var word = Take(name, JsonValueKind.String).GetString();
        foreach (var value in Enum.GetNames(type))
            if (StrictJson.Word(value) == word) return Enum.Parse(type, value);
        throw Refuse($"'{name}' is '{Printable.Text(word!)}', but must be one of {string.Join(", ", Enum.GetNames(type).Select(StrictJson.Word))}");
    }

    public JsonElement.ArrayEnumerator Items(string name, int least, int most)
    {
        var field = Take(name, JsonValueKind.Array);
        var count = field.GetArrayLength();
        return count >= least && count <= most
            ? field.EnumerateArray()
            : throw Refuse(least == most ? $"'{name}' has {count} values, but needs {most}" : $"'{name}' has {count} values, but may have {least} to {most}");
    }

    public bool Has(string name) => _fields.Exists(field => field.Name == name);

    /// <summary>Text for people: bounded, and nothing in it that could steer a terminal.</summary>
    public string CheckName(string what, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String) throw Refuse($"'{what}' must be text");
        var text = element.GetString()!;
        return text.Length is > 0 and <= MaxNameLength && text.All(Printable.Fits)
            ? text
            : throw Refuse($"'{what}' holds '{Printable.Text(text)}', but needs 1 to {MaxNameLength} characters and no control characters");
    }

    /// <summary>Refuses fields that nobody has asked for: this reader would not do what they say.</summary>
    public void Done()
    {
        if (_fields.Count > 0) throw Refuse($"the field '{Printable.Text(_fields[0].Name)}' is unknown");
    }

    public RefusedException Refuse(string problem) => new(_where, problem);

    private JsonElement Take(string name, JsonValueKind kind)
    {
        var index = _fields.FindIndex(field => field.Name == name);
        if (index < 0) throw Refuse($"the field '{name}' is missing");
        var element = _fields[index].Element;
        _fields.RemoveAt(index);
        return element.ValueKind == kind ? element : throw Refuse($"'{name}' is {element.ValueKind}, but must be {kind}");
    }

    private sealed record Field(string Name, JsonElement Element);

    private float Finite(string name, JsonElement element) =>
        element.TryGetSingle(out var value) && float.IsFinite(value) ? value : throw Refuse($"'{name}' is not a finite number");
}
