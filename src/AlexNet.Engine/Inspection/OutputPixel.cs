using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Inspection;

/// <summary>One output of a convolution with everything that it is made of: the window of the input, the kernel, their products, their sum, the bias and the nonlinearity.</summary>
[TypeFormatterSource]
public sealed class OutputPixel
{
    private OutputPixel(Model model, int index, float[] input, int map, int row, int column)
    {
        var shapes = model.Architecture.Shapes[index];
        Layer = (Convolution)shapes.Layer;
        (Model, Map, Row, Column) = (model, map, row, column);
        Input = shapes.Input;
        Output = shapes.Output;
        InputValues = input;
        var groupOutputs = Layer.Channels / Layer.Groups;
        Channels = shapes.Input.Channels / Layer.Groups;
        FirstChannel = map / groupOutputs * Channels;
        (Top, Left) = (row * Layer.Stride - Layer.Padding, column * Layer.Stride - Layer.Padding);
        Kernel = new float[Layer.PatchLength(shapes.Input)];
        model.Weight($"{Layer.Name}.weight").CopyTo(Kernel, (long)map * Kernel.Length);
        var bias = new float[1];
        model.Weight($"{Layer.Name}.bias").CopyTo(bias, map);
        Bias = bias[0];
        Window = new PatchMatrix(Layer, shapes.Input, input, map / groupOutputs).Column(row * shapes.Output.Width + column);
        ChannelSums = [.. Enumerable.Range(0, Channels).Select(SumOf)];
        Activation = model.Architecture.Layers.ElementAtOrDefault(index + 1) as Activation ?? new Activation("none", ActivationFunction.Identity);
    }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>The convolution.</summary>
    public Convolution Layer { get; }

    /// <summary>Shape of its input.</summary>
    public MapShape Input { get; }

    /// <summary>Shape of its output.</summary>
    public MapShape Output { get; }

    /// <summary>The convolution's whole input, [channels][height][width].</summary>
    public float[] InputValues { get; }

    /// <summary>The output map.</summary>
    public int Map { get; }

    /// <summary>The row in it.</summary>
    public int Row { get; }

    /// <summary>The column in it.</summary>
    public int Column { get; }

    /// <summary>The first input channel that the map reads.</summary>
    public int FirstChannel { get; }

    /// <summary>How many it reads.</summary>
    public int Channels { get; }

    /// <summary>The window's first row in the input; below 0 where it begins in the padding.</summary>
    public int Top { get; }

    /// <summary>The window's first column in the input.</summary>
    public int Left { get; }

    /// <summary>The input under the window, [channels][kernel][kernel]; 0 in the padding.</summary>
    public float[] Window { get; }

    /// <summary>The weights, [channels][kernel][kernel].</summary>
    public float[] Kernel { get; }

    /// <summary>The sum of the products of each input channel.</summary>
    public IReadOnlyList<double> ChannelSums { get; }

    /// <summary>The sum of all products.</summary>
    public double Sum => ChannelSums.Sum();

    /// <summary>What is added to it.</summary>
    public float Bias { get; }

    /// <summary>The convolution's output.</summary>
    public double Value => Sum + Bias;

    /// <summary>The nonlinearity after it; one that does nothing where there is none.</summary>
    public Activation Activation { get; }

    /// <summary>What that makes of the output.</summary>
    public double Activated => Activation.Function switch
    {
        ActivationFunction.Relu => Math.Max(0, Value),
        ActivationFunction.Sigmoid => 1 / (1 + Math.Exp(-Value)),
        ActivationFunction.Tanh => Math.Tanh(Value),
        _ => Value,
    };

    /// <summary>Takes an output apart.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">Name of a convolution.</param>
    /// <param name="input">Its input, [channels][height][width].</param>
    /// <param name="map">The output map, from 0.</param>
    /// <param name="row">The row in it, from 0.</param>
    /// <param name="column">The column in it, from 0.</param>
    /// <exception cref="ArgumentException">The layer is no convolution, the input has another length, or there is no such output.</exception>
    public static OutputPixel Of(Model model, string layer, float[] input, int map, int row, int column)
    {
        var index = LayerReader.IndexOf(model.Architecture, layer);
        var shapes = model.Architecture.Shapes[index];
        if (shapes.Layer is not Convolution) throw new ArgumentException($"layer '{shapes.Layer.Name}' is of kind {shapes.Layer.Kind}, but only outputs of a convolution are a window times a kernel", nameof(layer));
        if (input.Length != shapes.Input.Count) throw new ArgumentException($"found {input.Length} input values, but '{shapes.Layer.Name}' reads {shapes.Input} = {shapes.Input.Count}", nameof(input));
        var output = shapes.Output;
        if (map < 0 || map >= output.Channels || row < 0 || row >= output.Height || column < 0 || column >= output.Width)
            throw new ArgumentException($"'{shapes.Layer.Name}' has no output in map {map}, row {row}, column {column}, but {output.Channels} maps of {output.Height} rows and {output.Width} columns, counted from 0", nameof(map));
        return new OutputPixel(model, index, input, map, row, column);
    }

    private double SumOf(int channel)
    {
        double sum = 0;
        var plane = Layer.Kernel * Layer.Kernel;
        for (var i = channel * plane; i < (channel + 1) * plane; i++) sum += (double)Window[i] * Kernel[i];
        return sum;
    }
}
