using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AlexNet.Models.Metadata;

/// <summary>JSON inside a metadata text: shallow, no doubled names, everything wrong is a <see cref="RefusedException"/> that names the key.</summary>
internal static class StrictJson
{
    public static T Read<T>(string key, string text, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            return read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escape such as \ud800 that is no character.
            throw new RefusedException($"metadata '{key}'", $"it is not valid JSON ({Printable.Text(exception.Message, 200)})", inner: exception);
        }
    }

    public static string Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) write(json);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>The name of an enumeration's value in the file, as in <c>withinTower</c>.</summary>
    public static string Word<T>(T value) where T : struct, Enum => Word(value.ToString());

    /// <summary>A value's name as the file has it.</summary>
    public static string Word(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
