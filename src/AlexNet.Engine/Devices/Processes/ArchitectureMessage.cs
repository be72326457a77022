using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Devices.Processes;

/// <summary>A network in bytes, as one process tells another. Reading it checks every number; the network's own checks follow.</summary>
internal static class ArchitectureMessage
{
    private const int MostLayers = 1000;
    private const int MostChannels = 1 << 14;
    private const int MostWindow = 255;
    private const int MostOutputs = 1 << 24;
    private const int MostInput = 16384;
    private const int MostTowers = 64;

    private static readonly IReadOnlyList<Type> Kinds =
        [typeof(ConvolutionLayer), typeof(Activation), typeof(ResponseNormalization), typeof(MaxPooling), typeof(FullyConnected), typeof(Dropout), typeof(Softmax)];

    /// <summary>Writes a network.</summary>
    public static void Write(BinaryWriter writer, Architecture architecture)
    {
        writer.Write(architecture.Name);
        writer.Write(architecture.Input.Channels);
        writer.Write(architecture.Input.Height);
        writer.Write(architecture.Input.Width);
        writer.Write(architecture.Towers);
        writer.Write(architecture.Layers.Count);
        foreach (var layer in architecture.Layers) Write(writer, layer);
    }

    /// <summary>Reads a network.</summary>
    /// <exception cref="InvalidDataException">A number or a kind is out of range.</exception>
    /// <exception cref="ShapeException">Its layers do not fit each other.</exception>
    public static Architecture Read(BinaryReader reader)
    {
        var name = reader.ReadString();
        var input = new MapShape(reader.Int32("channels", 1, MostInput), reader.Int32("height", 1, MostInput), reader.Int32("width", 1, MostInput));
        var towers = reader.Int32("towers", 1, MostTowers);
        var layers = new Layer[reader.Int32("layers", 1, MostLayers)];
        for (var i = 0; i < layers.Length; i++) layers[i] = ReadLayer(reader);
        return new Architecture(name, input, towers, layers);
    }

    private static void Write(BinaryWriter writer, Layer layer)
    {
        writer.Write(Kinds.ToList().IndexOf(layer.GetType()));
        writer.Write(layer.Name);
        switch (layer)
        {
            case ConvolutionLayer convolution:
                foreach (var value in (ReadOnlySpan<int>)[convolution.Channels, convolution.Kernel, convolution.Stride, convolution.Padding, convolution.Groups, (int)convolution.Rounding])
                    writer.Write(value);
                break;
            case Activation activation:
                writer.Write((int)activation.Function);
                break;
            case ResponseNormalization normalization:
                writer.Write((int)normalization.Window);
                writer.Write(normalization.K);
                writer.Write(normalization.Alpha);
                writer.Write(normalization.Beta);
                writer.Write(normalization.Size);
                break;
            case MaxPooling pooling:
                foreach (var value in (ReadOnlySpan<int>)[pooling.Window, pooling.Stride, (int)pooling.Rounding]) writer.Write(value);
                break;
            case FullyConnected full:
                writer.Write(full.Outputs);
                break;
            case Dropout dropout:
                writer.Write(dropout.Rate);
                writer.Write((int)dropout.Scaling);
                break;
        }
    }

    private static Layer ReadLayer(BinaryReader reader)
    {
        var kind = Kinds[reader.Int32("kind of layer", 0, Kinds.Count - 1)];
        var name = reader.ReadString();
        if (kind == typeof(ConvolutionLayer))
            return new ConvolutionLayer(
                name, reader.Int32("channels", 1, MostChannels), reader.Int32("kernel", 1, MostWindow), reader.Int32("stride", 1, MostWindow),
                reader.Int32("padding", 0, MostWindow), reader.Int32("groups", 1, MostChannels), reader.Choice<Rounding>());
        if (kind == typeof(Activation)) return new Activation(name, reader.Choice<ActivationFunction>());
        if (kind == typeof(ResponseNormalization))
            return new ResponseNormalization(
                name, reader.Choice<NormalizationWindow>(), reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle(), reader.Int32("size", 1, MostWindow));
        if (kind == typeof(MaxPooling))
            return new MaxPooling(name, reader.Int32("window", 1, MostWindow), reader.Int32("stride", 1, MostWindow), reader.Choice<Rounding>());
        if (kind == typeof(FullyConnected)) return new FullyConnected(name, reader.Int32("outputs", 1, MostOutputs));
        if (kind == typeof(Dropout)) return new Dropout(name, reader.ReadSingle(), reader.Choice<DropoutScaling>());
        return new Softmax(name);
    }
}
