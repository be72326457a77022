using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AlexNet.Notebooks.Messages;

/// <summary>
/// Messages as frames (https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol):
/// identities, <c>&lt;IDS|MSG&gt;</c>, signature, header, parent header, metadata, content, buffers.
/// </summary>
internal static class WireFormat
{
    /// <summary>The version of the protocol that is spoken.</summary>
    public const string ProtocolVersion = "5.4";

    private const int Parts = 5; // signature, header, parent header, metadata, content
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly byte[] Nothing = "{}"u8.ToArray();
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = MessageLimits.Depth };

    /// <summary>Reads a message.</summary>
    /// <param name="frames">Its frames.</param>
    /// <param name="signer">Checks the signature, before anything is parsed.</param>
    /// <param name="problem">Why it is none, in words.</param>
    /// <returns>The message; null where there is a problem.</returns>
    public static Request? Read(IReadOnlyList<byte[]> frames, MessageSigner signer, out string problem)
    {
        int delimiter = 0;
        while (delimiter < frames.Count && delimiter <= MessageLimits.Identities && !frames[delimiter].AsSpan().SequenceEqual(Delimiter))
            delimiter++;
        int first = delimiter + 1;
        problem = frames.Count > MessageLimits.Frames ? "it has too many frames"
            : delimiter == frames.Count || delimiter > MessageLimits.Identities ? "it has no delimiter"
            : frames.Count < first + Parts ? "it lacks frames"
            : frames.Take(delimiter).Any(identity => identity.Length > MessageLimits.IdentityBytes) ? "an identity is too long"
            : frames[first + 1].Length > MessageLimits.HeaderBytes || frames[first + 2].Length > MessageLimits.HeaderBytes ? "its header is too long"
            : !signer.IsValid(frames[first], frames[first + 1], frames[first + 2], frames[first + 3], frames[first + 4]) ? "its signature is wrong"
            : "";
        if (problem.Length > 0)
            return null;
        try
        {
            var header = Parse(frames[first + 1]);
            var content = Parse(frames[first + 4]);
            if (header.ValueKind == JsonValueKind.Object && content.ValueKind == JsonValueKind.Object
                && header.TryGetProperty("msg_type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() is { Length: > 0 and <= 100 } name)
                return new Request([.. frames.Take(delimiter)], name, frames[first + 1], content);
            problem = "its header or content is not what the protocol asks for";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            problem = "it is no JSON: " + e.Message; // InvalidOperation: a string that is no UTF-16
        }
        return null;
    }

    /// <summary>Writes a message.</summary>
    /// <param name="identities">Whom it goes to; for a broadcast, its topic.</param>
    /// <param name="type">Its <c>msg_type</c>.</param>
    /// <param name="session">The kernel's session.</param>
    /// <param name="parent">The header of the request that it answers; null for none.</param>
    /// <param name="content">Its content.</param>
    /// <param name="signer">Signs it.</param>
    public static List<byte[]> Write(IEnumerable<byte[]> identities, string type, string session, byte[]? parent, JsonObject content, MessageSigner signer)
    {
        byte[] header = Encode(new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString("N"),
            ["session"] = session,
            ["username"] = "kernel",
            ["date"] = DateTime.UtcNow.ToString("O"),
            ["msg_type"] = type,
            ["version"] = ProtocolVersion,
        });
        byte[] body = Encode(content);
        parent ??= Nothing;
        return [.. identities, Delimiter, signer.Sign(header, parent, Nothing, body), header, parent, Nothing, body];
    }

    private static byte[] Encode(JsonObject value) => Encoding.UTF8.GetBytes(value.ToJsonString());

    private static JsonElement Parse(byte[] json)
    {
        using var document = JsonDocument.Parse(json, Reading);
        return document.RootElement.Clone();
    }
}
