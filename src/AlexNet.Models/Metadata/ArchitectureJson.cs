using System.Text.Json;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Metadata;

/// <summary>{"name": ..., "input": [channels, height, width], "towers": ..., "layers": [...]}.</summary>
internal static class ArchitectureJson
{
    private const int MaxLayers = 1000;
    public const int MaxTowers = 64;
    public const int MaxInput = 16384;

    public static string Write(Architecture architecture) => StrictJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", architecture.Name);
        json.WriteStartArray("input");
        json.WriteNumberValue(architecture.Input.Channels);
        json.WriteNumberValue(architecture.Input.Height);
        json.WriteNumberValue(architecture.Input.Width);
        json.WriteEndArray();
        json.WriteNumber("towers", architecture.Towers);
        json.WriteStartArray("layers");
        foreach (var layer in architecture.Layers) LayerJson.Write(json, layer);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <exception cref="RefusedException">Malformed.</exception>
    /// <exception cref="Engine.Layers.ShapeException">Well formed, but its layers do not fit each other.</exception>
    public static Architecture Read(string text) => StrictJson.Read(MetadataKeys.Architecture, text, root =>
    {
        var fields = new JsonFields(root, $"metadata '{MetadataKeys.Architecture}'");
        var name = fields.Name("name");
        var input = fields.Ints("input", 3, 1, MaxInput);
        var towers = fields.Int("towers", 1, MaxTowers);
        var layers = new List<Engine.Layers.Layer>();
        foreach (var item in fields.Items("layers", 1, MaxLayers)) layers.Add(LayerJson.Read(item, layers.Count));
        fields.Done();
        return new Architecture(name, new MapShape(input[0], input[1], input[2]), towers, layers);
    });
}
