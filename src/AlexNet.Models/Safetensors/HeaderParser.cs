using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AlexNet.Models.Safetensors;

/// <summary>
/// Reads the header's JSON, token by token: {"__metadata__": {key: text, ...}, name: {"dtype": type, "shape": [...], "data_offsets": [begin, end]}, ...}.
/// Whatever is unknown, doubled, missing or out of bounds is refused.
/// </summary>
internal ref struct HeaderParser(ReadOnlySpan<byte> json)
{
    private const int MaxTensors = 10_000;
    private const int MaxMetadata = 1_000;
    private const int MaxNameLength = 512;
    private const int MaxRank = 8;

    private Utf8JsonReader _reader = new(json, new JsonReaderOptions { MaxDepth = 4 });

    public Dictionary<string, SafetensorsEntry> Tensors { get; } = [];

    public Dictionary<string, string> Metadata { get; } = [];

    public void Parse()
    {
        var hasMetadata = false;
        Next(JsonTokenType.StartObject, "an object");
        while (NextName() is { } name)
        {
            if (name == "__metadata__")
            {
                Require(!hasMetadata, $"'__metadata__' occurs twice");
                hasMetadata = true;
                ReadMetadata();
                continue;
            }
            Require(name.All(c => c != '\0' && Printable.Fits(c)), $"the tensor name '{Printable.Text(name)}' holds control characters");
            Require(Tensors.Count < MaxTensors, $"there are more than {MaxTensors} tensors");
            // Checked before the value is read: a double is refused however long it is.
            Require(!Tensors.ContainsKey(name), $"the tensor '{Printable.Text(name)}' occurs twice");
            Tensors.Add(name, ReadTensor(name));
        }
        Advance(); // Only white space may follow; the reader refuses anything else.
    }

    private void ReadMetadata()
    {
        Next(JsonTokenType.StartObject, "an object as '__metadata__'");
        while (NextName() is { } key)
        {
            Require(Metadata.Count < MaxMetadata, $"there are more than {MaxMetadata} metadata entries");
            Next(JsonTokenType.String, $"text as the metadata '{Printable.Text(key)}'");
            Require(Metadata.TryAdd(key, Text()), $"the metadata '{Printable.Text(key)}' occurs twice");
        }
    }

    private SafetensorsEntry ReadTensor(string name)
    {
        string? type = null;
        long[]? shape = null, offsets = null;
        var shown = Printable.Text(name);
        Next(JsonTokenType.StartObject, $"an object for the tensor '{shown}'");
        while (NextName() is { } field)
        {
            switch (field)
            {
                case "dtype":
                    Require(type is null, $"tensor '{shown}' has 'dtype' twice");
                    Next(JsonTokenType.String, $"text as the dtype of tensor '{shown}'");
                    Require(_reader.ValueSpan.Length <= 32, $"the dtype of tensor '{shown}' is no known type");
                    type = Text();
                    break;
                case "shape":
                    Require(shape is null, $"tensor '{shown}' has 'shape' twice");
                    shape = Integers(MaxRank, $"the shape of tensor '{shown}'");
                    break;
                case "data_offsets":
                    Require(offsets is null, $"tensor '{shown}' has 'data_offsets' twice");
                    offsets = Integers(2, $"the data_offsets of tensor '{shown}'");
                    break;
                default:
                    Require(false, $"tensor '{shown}' has the unknown field '{Printable.Text(field)}'");
                    break;
            }
        }
        Require(type is not null && shape is not null && offsets is { Length: 2 }, $"tensor '{shown}' needs dtype, shape and two data_offsets");
        var entry = new SafetensorsEntry(name, type!, shape!, offsets![0], offsets[1]);
        Require(entry.Begin <= entry.End, $"tensor '{shown}' ends at {entry.End}, before it begins at {entry.Begin}");
        Require(SafetensorsTypes.Bits(type!) is not null, $"tensor '{shown}' has the unknown dtype '{Printable.Text(type!)}'");
        var size = ByteLength(shape!, SafetensorsTypes.Bits(type!)!.Value);
        Require(size is not null, $"tensor '{shown}' of [{string.Join(", ", shape!)}] {type} is larger than any file");
        Require(size == entry.ByteLength, $"tensor '{shown}' of [{string.Join(", ", shape!)}] {type} takes {size} bytes, but its data_offsets span {entry.ByteLength}");
        return entry;
    }

    /// <summary>Bytes of a tensor; null when they overflow or do not fill the last byte.</summary>
    private static long? ByteLength(long[] shape, int bits)
    {
        var product = (UInt128)bits;
        foreach (var extent in shape)
        {
            product *= (ulong)extent;
            if (product > long.MaxValue) return null;
        }
        return product % 8 == 0 ? (long)(product / 8) : null;
    }

    private long[] Integers(int limit, string what)
    {
        Span<long> values = stackalloc long[MaxRank];
        var count = 0;
        Next(JsonTokenType.StartArray, $"an array as {what}");
        while (true)
        {
            Advance();
            if (_reader.TokenType == JsonTokenType.EndArray) return values[..count].ToArray();
            Require(count < limit, $"{what} has more than {limit} numbers");
            Require(_reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out values[count]) && values[count] >= 0,
                $"{what} holds something other than whole numbers from 0 to 2^63 - 1");
            count++;
        }
    }

    /// <summary>The next property's name; null at the object's end.</summary>
    private string? NextName()
    {
        Advance();
        if (_reader.TokenType == JsonTokenType.EndObject) return null;
        // An escape takes six bytes a character, so a longer span is a longer name: refused before it becomes a string.
        Require(_reader.ValueSpan.Length <= 6 * MaxNameLength, $"a name is longer than {MaxNameLength} characters");
        var name = Text();
        Require(name.Length > 0, $"a name is empty");
        Require(name.Length <= MaxNameLength, $"a name is longer than {MaxNameLength} characters");
        return name;
    }

    private string Text()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new RefusedException(Where, "the text is not valid UTF-8 or UTF-16", inner: exception);
        }
    }

    private void Next(JsonTokenType type, string what)
    {
        Advance();
        Require(_reader.TokenType == type, $"found {_reader.TokenType}, but needs {what}");
    }

    private void Advance()
    {
        try
        {
            _reader.Read();
        }
        catch (JsonException exception)
        {
            throw new RefusedException(Where, $"the header is not valid JSON ({Printable.Text(exception.Message, 200)})", inner: exception);
        }
    }

    private readonly string Where => $"header at byte {SafetensorsHeader.Prefix + _reader.TokenStartIndex}";

    private readonly void Require(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] ref LazyMessage problem)
    {
        if (!holds) throw new RefusedException(Where, problem.Text());
    }
}
