using System.Text.Json;

namespace AlexNet.Notebooks.Messages;

/// <summary>A message from a front end, checked.</summary>
/// <param name="Identities">Whom the answer goes to: routing frames, as they came.</param>
/// <param name="Type">The header's <c>msg_type</c>.</param>
/// <param name="Header">The header as it came, JSON in UTF-8: the parent header of everything that is said about the request.</param>
/// <param name="Content">The content; an object.</param>
internal sealed record Request(IReadOnlyList<byte[]> Identities, string Type, byte[] Header, JsonElement Content)
{
    /// <summary>When it arrived, counted in requests.</summary>
    public long Number { get; init; }

    /// <summary>A text of the content; empty where there is none.</summary>
    public string Text(string name, string absent = "") =>
        Content.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : absent;

    /// <summary>A truth value of the content.</summary>
    public bool Flag(string name, bool absent) =>
        Content.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : absent;

    /// <summary>A whole number of the content.</summary>
    public int Integer(string name, int absent) =>
        Content.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : absent;
}
