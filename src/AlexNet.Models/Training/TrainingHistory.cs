using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AlexNet.Engine.Models;
using AlexNet.Engine.Training;

namespace AlexNet.Models.Training;

/// <summary>How a model was trained: its runs, kept as JSON in the note <see cref="Note"/> of the model, and in a checkpoint also where the last run stands.</summary>
public static class TrainingHistory
{
    /// <summary>Key of the note.</summary>
    public const string Note = "training";

    private const int MaxDepth = 8;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        IgnoreReadOnlyProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth,
    };

    /// <summary>The runs of a model, in order; none for one that was not trained here.</summary>
    /// <exception cref="ModelFileException">The note is damaged.</exception>
    public static IReadOnlyList<TrainingRun> Of(Model model) => Read(model)?.Runs ?? [];

    /// <summary>The notes of a model with one run more in its history.</summary>
    /// <param name="model">The model, with the history of what it was made from.</param>
    /// <param name="run">What was done to it since.</param>
    /// <exception cref="ModelFileException">The note that it has is damaged.</exception>
    public static IReadOnlyDictionary<string, string> Notes(Model model, TrainingRun run) =>
        new Dictionary<string, string>(model.Notes) { [Note] = Write(new TrainingRecord([.. Of(model), run])) };

    /// <summary>The model with these runs as its history.</summary>
    public static Model With(Model model, IReadOnlyList<TrainingRun> runs) => new(model.Name, model.Architecture, model.Weights, model.Labels, model.Preprocessing)
    {
        IsTrained = model.IsTrained,
        Notes = new Dictionary<string, string>(model.Notes) { [Note] = Write(new TrainingRecord(runs)) },
    };

    internal static TrainingRecord? Read(Model model)
    {
        if (!model.Notes.TryGetValue(Note, out var text)) return null;
        try
        {
            var record = JsonSerializer.Deserialize<TrainingRecord>(text, Options) ?? throw new JsonException("it is null");
            if (record.Texts.FirstOrDefault(value => !value.All(Printable.Fits)) is { } stray) throw new JsonException($"'{Printable.Text(stray)}' holds control characters");
            return record;
        }
        catch (JsonException exception)
        {
            throw new ModelFileException(model.Path ?? model.Name, $"note '{Note}'", Printable.Text(exception.Message, 200), "take a model file that Start-AlexNetTraining wrote", exception);
        }
    }

    internal static string Write(TrainingRecord record) => JsonSerializer.Serialize(record, Options);
}

/// <summary>What the note holds.</summary>
/// <param name="Runs">In order.</param>
internal sealed record TrainingRecord(IReadOnlyList<TrainingRun> Runs)
{
    /// <summary>Where the last run stands; null for a finished model.</summary>
    public TrainingPosition? Position { get; init; }

    /// <summary>All texts in it, which come from a file and go to a terminal.</summary>
    public IEnumerable<string> Texts => Runs.SelectMany(run => run.Settings.SelectMany(setting => new[] { setting.Key, setting.Value }).Append(run.Dataset).Append(run.Fingerprint));
}
