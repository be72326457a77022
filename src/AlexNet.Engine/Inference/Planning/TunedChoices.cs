using System.Text.Json;

namespace AlexNet.Engine.Inference.Planning;

/// <summary>The algorithm that was fastest for a convolution on this machine.</summary>
/// <param name="Work">Channels, kernel, stride, maps, batch and threads: what <see cref="TunedChoices.Key"/> makes of them.</param>
/// <param name="Algorithm">The fastest.</param>
/// <param name="Milliseconds">Its median time an image.</param>
/// <param name="Measured">When.</param>
public sealed record TunedChoice(string Work, ConvolutionAlgorithm Algorithm, double Milliseconds, DateTimeOffset Measured);

/// <summary>What was measured on this machine, to be kept in a file. Immutable.</summary>
public sealed class TunedChoices
{
    private const int MostBytes = 1 << 20;
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        AllowTrailingCommas = false,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    private readonly Dictionary<string, TunedChoice> _choices;

    /// <param name="choices">At most one for each work; the last counts.</param>
    public TunedChoices(IEnumerable<TunedChoice> choices)
    {
        _choices = [];
        foreach (var choice in choices) _choices[choice.Work] = choice;
    }

    /// <summary>All choices.</summary>
    public IReadOnlyCollection<TunedChoice> All => _choices.Values;

    /// <summary>Reads a file written by <see cref="Save"/>.</summary>
    /// <exception cref="InvalidDataException">The file is none; says what is wrong.</exception>
    public static TunedChoices Load(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes) throw new InvalidDataException($"'{path}' is no file of tuned choices: it is over {MostBytes} bytes; delete it and tune again");
            var choices = JsonSerializer.Deserialize<List<TunedChoice>>(File.ReadAllBytes(path), Json) ?? [];
            if (choices.Any(choice => choice?.Work is null || !Enum.IsDefined(choice.Algorithm))) throw new JsonException("a choice without work or algorithm");
            return new TunedChoices(choices);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"'{path}' is no file of tuned choices ({error.Message}); delete it and tune again", error);
        }
    }

    /// <summary>Writes a file: first a temporary one, which then takes the place.</summary>
    public void Save(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(All.OrderBy(choice => choice.Work, StringComparer.Ordinal), Json));
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>These with others over them.</summary>
    public TunedChoices With(IEnumerable<TunedChoice> choices) => new(All.Concat(choices));

    /// <summary>The choice for some work; null when it was not measured.</summary>
    internal ConvolutionAlgorithm? Find(ConvolutionWork work) => _choices.TryGetValue(Key(work), out var choice) ? choice.Algorithm : null;

    /// <summary>Everything that the time depends on, as one word. Of the batch it is the images that go through the convolutions together.</summary>
    internal static string Key(ConvolutionWork work)
    {
        var (layer, input) = (work.Layer, work.Input);
        return $"{input.Channels}x{input.Height}x{input.Width}-{layer.Channels}k{layer.Kernel}s{layer.Stride}p{layer.Padding}g{layer.Groups}-b{InferenceSession.ImagesTogether(work.Batch, work.Threads)}t{work.Threads}";
    }
}
