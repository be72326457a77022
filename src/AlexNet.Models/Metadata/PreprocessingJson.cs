using System.Text.Json;
using AlexNet.Engine.Models;

namespace AlexNet.Models.Metadata;

/// <summary>{"resize": ..., "resizeTo": ..., "channels": ..., "scale": ..., "mean": [...], "std": [...], "meanImageSize": 0 or a side}.</summary>
internal static class PreprocessingJson
{
    private const int MaxSide = 16384;

    public static string Write(Preprocessing preprocessing) => StrictJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("resize", StrictJson.Word(preprocessing.Resize));
        json.WriteNumber("resizeTo", preprocessing.ResizeTo);
        json.WriteString("channels", StrictJson.Word(preprocessing.Channels));
        json.WriteNumber("scale", preprocessing.Scale);
        WriteValues(json, "mean", preprocessing.Mean);
        WriteValues(json, "std", preprocessing.Std);
        json.WriteNumber("meanImageSize", preprocessing.MeanImage is null ? 0 : preprocessing.MeanImageSize);
        json.WriteEndObject();
    });

    /// <summary>All but the mean image itself, which is a tensor; its side is set.</summary>
    public static Preprocessing Read(string text) => StrictJson.Read(MetadataKeys.Preprocessing, text, root =>
    {
        var fields = new JsonFields(root, $"metadata '{MetadataKeys.Preprocessing}'");
        var preprocessing = new Preprocessing
        {
            Resize = fields.Choice<ResizeMode>("resize"),
            ResizeTo = fields.Int("resizeTo", 0, MaxSide),
            Channels = fields.Choice<ChannelOrder>("channels"),
            Scale = fields.Float("scale"),
            Mean = fields.Floats("mean", 3),
            Std = fields.Floats("std", 3),
            MeanImageSize = fields.Int("meanImageSize", 0, MaxSide),
        };
        fields.Done();
        return preprocessing;
    });

    private static void WriteValues(Utf8JsonWriter json, string name, IReadOnlyList<float> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
