using System.Text.Json;
using System.Text.RegularExpressions;
using AlexNet.Engine.Architectures;
using AlexNet.Models.Metadata;

namespace AlexNet.Models.Catalogue;

/// <summary>Reads a catalogue; README.md beside this file describes its form.</summary>
internal static partial class CatalogueReader
{
    private const int MostModels = 1000;
    private const int MostNames = 20;

    /// <summary>The models of a catalogue, in its order.</summary>
    /// <exception cref="RefusedException">It is not of the form; says which model and which field.</exception>
    public static IReadOnlyList<CatalogueEntry> Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            var root = new JsonFields(document.RootElement, "catalogue");
            var entries = new List<CatalogueEntry>();
            foreach (var item in root.Items("models", 0, MostModels)) entries.Add(Entry(item, $"model {entries.Count + 1}"));
            root.Done();
            return entries;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new RefusedException("catalogue", $"it is not valid JSON ({Printable.Text(exception.Message, 200)})", inner: exception);
        }
    }

    private static CatalogueEntry Entry(JsonElement item, string where)
    {
        var fields = new JsonFields(item, where);
        var entry = new CatalogueEntry
        {
            Name = Name(fields, fields.Name("name")),
            Aliases = [.. Texts(fields, "aliases", 0).Select(alias => Alias(fields, alias))],
            Title = fields.Name("title"),
            File = File(fields),
            Format = fields.Name("format"),
            Architecture = Architecture(fields),
            IsImageNet = IsImageNet(fields),
            IsRecommended = fields.Flag("recommended"),
            Addresses = [.. Texts(fields, "urls", 1).Select(url => Address(fields, url))],
            Bytes = fields.Int("bytes", 1, int.MaxValue),
            Hashes = Hashes(fields),
            Licence = fields.Name("licence"),
            Top1 = Percent(fields, "top1"),
            Top5 = Percent(fields, "top5"),
        };
        fields.Done();
        return entry;
    }

    private static bool IsImageNet(JsonFields fields) => Optional(fields, "dataset") switch
    {
        null => false,
        "imagenet" => true,
        var other => throw fields.Refuse($"'dataset' is '{other}', but can only be 'imagenet'"),
    };

    private static string? Optional(JsonFields fields, string name) => fields.Has(name) ? fields.Name(name) : null;

    private static List<string> Texts(JsonFields fields, string name, int least)
    {
        var texts = new List<string>();
        if (least > 0 || fields.Has(name))
            foreach (var item in fields.Items(name, least, MostNames)) texts.Add(fields.CheckName(name, item));
        return texts;
    }

    /// <summary>A name that -Model is to find: not one that stands for something else already.</summary>
    private static string Name(JsonFields fields, string name) => KnownArchitectures.Names.Contains(name) || name == ModelCatalogue.ImageNet
        ? throw fields.Refuse($"the name '{name}' stands for something else already")
        : Alias(fields, name);

    private static string Alias(JsonFields fields, string name) => NameForm().IsMatch(name)
        ? name
        : throw fields.Refuse($"the name '{Printable.Text(name)}' must begin with a letter or digit and hold nothing but lower case letters, digits, dots, dashes and underscores");

    private static string File(JsonFields fields)
    {
        var file = fields.Name("file");
        return file == Path.GetFileName(file) && file.IndexOfAny(['\\', ':']) < 0 && file is not ("." or "..")
            ? file
            : throw fields.Refuse($"'file' is '{file}', but must be a file's name without folders");
    }

    private static string Architecture(JsonFields fields)
    {
        var name = fields.Name("architecture");
        return KnownArchitectures.Names.Contains(name)
            ? name
            : throw fields.Refuse($"'architecture' is '{name}', but must be one of {string.Join(", ", KnownArchitectures.Names)}");
    }

    private static Uri Address(JsonFields fields, string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : throw fields.Refuse($"'{url}' is no address that begins with http:// or https://");

    private static List<FileHash> Hashes(JsonFields fields)
    {
        var hashes = new List<FileHash>();
        foreach (var (algorithm, bytes) in FileHash.Known)
        {
            var name = algorithm.Name!.ToLowerInvariant();
            if (Optional(fields, name) is not { } hex) continue;
            if (hex.Length != 2 * bytes || !hex.All(char.IsAsciiHexDigitLower)) throw fields.Refuse($"'{name}' must be {2 * bytes} hexadecimal digits in lower case");
            hashes.Add(new FileHash(algorithm, hex));
        }
        // A SHA-1 alone can be met by two files made for it.
        return hashes.Exists(hash => hash.Algorithm.Name != "SHA1") ? hashes : throw fields.Refuse("a 'sha256', 'sha384' or 'sha512' is missing");
    }

    private static double? Percent(JsonFields fields, string name)
    {
        if (!fields.Has(name)) return null;
        var value = fields.Double(name);
        return value is >= 0 and <= 100 ? value : throw fields.Refuse($"'{name}' is {value}, but must be a percentage");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,79}$")]
    private static partial Regex NameForm();
}
