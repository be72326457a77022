using System.Globalization;
using AlexNet.Models.Formats.Protobuf;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Formats.Onnx;

/// <summary>The file of a model and those beside it that hold some of its tensors ("external data").</summary>
internal sealed class OnnxFiles(string path, MappedFile model)
{
    private const int MaxFiles = 1000;

    private readonly string _folder = Path.GetDirectoryName(path)!;
    private readonly Dictionary<string, MappedFile> _others = [];

    /// <summary>The model's own.</summary>
    public MappedFile Model { get; } = model;

    /// <summary>A part of a file of the model's folder.</summary>
    /// <param name="entries">Keys and values of a tensor: location, offset, length.</param>
    /// <param name="bytes">How many the tensor needs.</param>
    /// <param name="place">For messages.</param>
    /// <exception cref="RefusedException">It is outside of the folder, or too short.</exception>
    public (MappedFile File, long Offset) Part(IReadOnlyList<ProtobufMessage> entries, long bytes, string place)
    {
        var location = Value(entries, "location") ?? throw new RefusedException(place, "its data is in another file, but it does not say which");
        var file = Open(location, place);
        var offset = Number(entries, "offset", place) ?? 0;
        var length = Number(entries, "length", place) ?? bytes;
        if (length != bytes || offset > file.Length || bytes > file.Length - offset)
            throw new RefusedException(place, $"it needs {bytes} bytes, but takes {length} from byte {offset} of '{Printable.Text(location)}', which has {file.Length}");
        return (file, offset);
    }

    /// <summary>Unmaps all files; for a model that was refused.</summary>
    public void Close()
    {
        Model.Close();
        foreach (var file in _others.Values) file.Close();
    }

    private MappedFile Open(string location, string place)
    {
        if (_others.TryGetValue(location, out var known)) return known;
        var shown = Printable.Text(location, 200);
        if (_others.Count == MaxFiles) throw new RefusedException(place, $"its data is in '{shown}', one more than the {MaxFiles} files that a model may be in");
        var full = IsInside(location) ? Path.Combine(_folder, location) : throw new RefusedException(place, $"its data is said to be in '{shown}', which is not inside of the model's folder", "take such a model from nobody that you do not trust");
        try
        {
            return _others[location] = MappedFile.Open(full);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or RefusedException)
        {
            throw new RefusedException(place, $"its data is in '{shown}', which cannot be read ({Printable.Text(exception.Message, 300)})", "put that file beside the model", exception);
        }
    }

    /// <summary>Whether a path leads to a file in the folder: by its words, and through no link.</summary>
    private bool IsInside(string location)
    {
        if (location.Length is 0 or > 1000 || location.Any(c => !Printable.Fits(c) || c is '\\' or ':') || Path.IsPathRooted(location)) return false;
        var full = _folder;
        foreach (var part in location.Split('/'))
        {
            if (part is "" or "." or "..") return false;
            full = Path.Combine(full, part);
            if (new FileInfo(full).LinkTarget is not null) return false;
        }
        return true;
    }

    private static string? Value(IReadOnlyList<ProtobufMessage> entries, string key) => entries.LastOrDefault(entry => entry.Text("key") == key)?.Text("value");

    private static long? Number(IReadOnlyList<ProtobufMessage> entries, string key, string place)
    {
        if (Value(entries, key) is not { } text) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new RefusedException(place, $"the {key} of its data is '{Printable.Text(text)}', but needs a whole number");
    }
}
