using System.Text.Json.Nodes;

namespace AlexNet.Notebooks.Engine;

/// <summary>One thing in several forms, by media type; a front end shows the richest that it knows.</summary>
public sealed class MimeBundle
{
    private readonly Dictionary<string, string> _forms = new(StringComparer.Ordinal);

    /// <summary>A bundle with plain text, which every one should have.</summary>
    public MimeBundle(string text) => _forms[Plain] = text;

    /// <summary>The media type of plain text.</summary>
    public const string Plain = "text/plain";

    /// <summary>The media type of hypertext.</summary>
    public const string Html = "text/html";

    /// <summary>The media type of Markdown.</summary>
    public const string Markdown = "text/markdown";

    /// <summary>The forms.</summary>
    public IReadOnlyDictionary<string, string> Forms => _forms;

    /// <summary>Its plain text.</summary>
    public string Text => _forms[Plain];

    /// <summary>Adds a form; null adds nothing.</summary>
    public MimeBundle With(string type, string? content)
    {
        if (content is not null)
            _forms[type] = content;
        return this;
    }

    internal JsonObject ToJson() => new(_forms.Select(form => KeyValuePair.Create(form.Key, (JsonNode?)form.Value)));
}
