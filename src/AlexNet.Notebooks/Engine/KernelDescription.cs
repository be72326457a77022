using System.Text.Json.Nodes;

namespace AlexNet.Notebooks.Engine;

/// <summary>What a kernel says of itself.</summary>
public sealed record KernelDescription
{
    /// <summary>The kernel's name.</summary>
    public required string Implementation { get; init; }

    /// <summary>The kernel's version.</summary>
    public required string ImplementationVersion { get; init; }

    /// <summary>Lines that greet in a console.</summary>
    public required string Banner { get; init; }

    /// <summary>The cells' language.</summary>
    public required string Language { get; init; }

    /// <summary>The language's version.</summary>
    public required string LanguageVersion { get; init; }

    /// <summary>Media type of a script.</summary>
    public required string MimeType { get; init; }

    /// <summary>What a script's name ends in, the dot included.</summary>
    public required string FileExtension { get; init; }

    /// <summary>The lexer of Pygments that colours cells.</summary>
    public required string PygmentsLexer { get; init; }

    /// <summary>The mode of CodeMirror that colours cells.</summary>
    public required string CodeMirrorMode { get; init; }

    /// <summary>Entries of a front end's Help menu.</summary>
    public IReadOnlyList<(string Text, string Url)> HelpLinks { get; init; } = [];

    internal JsonObject ToJson(string protocolVersion) => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = protocolVersion,
        ["implementation"] = Implementation,
        ["implementation_version"] = ImplementationVersion,
        ["language_info"] = new JsonObject
        {
            ["name"] = Language,
            ["version"] = LanguageVersion,
            ["mimetype"] = MimeType,
            ["file_extension"] = FileExtension,
            ["pygments_lexer"] = PygmentsLexer,
            ["codemirror_mode"] = CodeMirrorMode,
        },
        ["banner"] = Banner,
        ["debugger"] = false,
        ["supported_features"] = new JsonArray(),
        ["help_links"] = new JsonArray([.. HelpLinks.Select(link => new JsonObject { ["text"] = link.Text, ["url"] = link.Url })]),
    };
}
