using System.Text.Json;
using AlexNet.Engine.Layers;

namespace AlexNet.Models.Metadata;

/// <summary>One layer as an object: its kind, its name and every hyper-parameter by name, none left to a default.</summary>
internal static class LayerJson
{
    // With these no product of a layer's extents overflows: (2^14 channels x 2^8 x 2^8) < 2^31 values feed one output.
    public const int MaxChannels = 1 << 14;
    public const int MaxWindow = 255;
    public const int MaxOutputs = 1 << 24;

    public static void Write(Utf8JsonWriter json, Layer layer)
    {
        json.WriteStartObject();
        json.WriteString("kind", KindOf(layer));
        json.WriteString("name", layer.Name);
        switch (layer)
        {
            case Convolution convolution:
                json.WriteNumber("channels", convolution.Channels);
                json.WriteNumber("kernel", convolution.Kernel);
                json.WriteNumber("stride", convolution.Stride);
                json.WriteNumber("padding", convolution.Padding);
                json.WriteNumber("groups", convolution.Groups);
                json.WriteString("rounding", StrictJson.Word(convolution.Rounding));
                break;
            case Activation activation:
                json.WriteString("function", StrictJson.Word(activation.Function));
                break;
            case ResponseNormalization normalization:
                json.WriteString("window", StrictJson.Word(normalization.Window));
                json.WriteNumber("k", normalization.K);
                json.WriteNumber("alpha", normalization.Alpha);
                json.WriteNumber("beta", normalization.Beta);
                json.WriteNumber("size", normalization.Size);
                break;
            case MaxPooling pooling:
                json.WriteNumber("window", pooling.Window);
                json.WriteNumber("stride", pooling.Stride);
                json.WriteString("rounding", StrictJson.Word(pooling.Rounding));
                break;
            case FullyConnected full:
                json.WriteNumber("outputs", full.Outputs);
                break;
            case Dropout dropout:
                json.WriteNumber("rate", dropout.Rate);
                json.WriteString("scaling", StrictJson.Word(dropout.Scaling));
                break;
        }
        json.WriteEndObject();
    }

    public static Layer Read(JsonElement element, int index)
    {
        var fields = new JsonFields(element, $"metadata '{MetadataKeys.Architecture}', layer {index}");
        var kind = fields.Name("kind");
        var name = fields.Name("name");
        Layer layer = kind switch
        {
            "convolution" => new Convolution(name, fields.Int("channels", 1, MaxChannels), fields.Int("kernel", 1, MaxWindow), fields.Int("stride", 1, MaxWindow),
                fields.Int("padding", 0, MaxWindow), fields.Int("groups", 1, MaxChannels), fields.Choice<Rounding>("rounding")),
            "activation" => new Activation(name, fields.Choice<ActivationFunction>("function")),
            "responseNormalization" => new ResponseNormalization(name, fields.Choice<NormalizationWindow>("window"), fields.Float("k"), fields.Float("alpha"),
                fields.Float("beta"), fields.Int("size", 1, MaxWindow)),
            "maxPooling" => new MaxPooling(name, fields.Int("window", 1, MaxWindow), fields.Int("stride", 1, MaxWindow), fields.Choice<Rounding>("rounding")),
            "fullyConnected" => new FullyConnected(name, fields.Int("outputs", 1, MaxOutputs)),
            "dropout" => new Dropout(name, fields.Float("rate"), fields.Choice<DropoutScaling>("scaling")),
            "softmax" => new Softmax(name),
            _ => throw fields.Refuse($"the kind '{Printable.Text(kind)}' of layer '{Printable.Text(name)}' is unknown; this version knows convolution, activation, responseNormalization, maxPooling, fullyConnected, dropout and softmax"),
        };
        fields.Done();
        return layer;
    }

    private static string KindOf(Layer layer) => layer switch
    {
        Convolution => "convolution",
        Activation => "activation",
        ResponseNormalization => "responseNormalization",
        MaxPooling => "maxPooling",
        FullyConnected => "fullyConnected",
        Dropout => "dropout",
        Softmax => "softmax",
        _ => throw new ArgumentException($"layers of the kind {layer.Kind} cannot be saved", nameof(layer)),
    };
}
