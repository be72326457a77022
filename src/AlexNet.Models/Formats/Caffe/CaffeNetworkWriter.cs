using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats.Protobuf;
using AlexNet.Models.Metadata;

namespace AlexNet.Models.Formats.Caffe;

/// <summary>A model as a NetParameter of layers of today.</summary>
internal sealed class CaffeNetworkWriter(Model model)
{
    private const string Image = "data";
    private const string Probabilities = "prob";

    private readonly ProtobufMessage _net = new ProtobufMessage(CaffeSchema.Net).Add("name", model.Name);
    private readonly List<string> _silent = [];
    private string _current = Image;

    /// <exception cref="RefusedException">Caffe has no layer for one of the network's.</exception>
    public ProtobufMessage Write()
    {
        AddInput();
        foreach (var shapes in model.Architecture.Shapes) Add(shapes);
        if (_silent.Count > 0) Layer("silence", "Silence", _silent, []);
        var metadata = ModelMetadata.Write(model).Select(entry => CaffeSchema.Part(CaffeSchema.Net, "alexnet_metadata").Add("key", entry.Key).Add("value", entry.Value));
        return _net.Add("alexnet_metadata", metadata);
    }

    private void AddInput()
    {
        var input = model.Architecture.Input;
        var preprocessing = model.Preprocessing;
        var layer = Layer(Image, "Input", [], [Image]).Add("input_param", Parameters("input_param").Add("shape", CaffeSchema.Shape(1, input.Channels, input.Height, input.Width)));
        // Caffe divides by no deviation, and subtracts before it multiplies.
        if (preprocessing.Std.Distinct().Count() > 1) return;
        var transform = Parameters("transform_param").Add("scale", preprocessing.Scale / preprocessing.Std[0]).Add("crop_size", input.Height);
        if (preprocessing.MeanImage is null) transform.Add("mean_value", preprocessing.Mean.Select(value => value / preprocessing.Scale));
        layer.Add("transform_param", transform);
    }

    private void Add(LayerShapes shapes)
    {
        switch (shapes.Layer)
        {
            case Convolution layer:
                AddConvolution(layer, shapes);
                break;
            case FullyConnected layer:
                Next(layer.Name, "InnerProduct").Add("inner_product_param", Parameters("inner_product_param").Add("num_output", layer.Outputs)).Add("blobs", Blobs(layer));
                break;
            case MaxPooling layer:
                AddPooling(layer, shapes.Input);
                break;
            case ResponseNormalization layer:
                AddNormalization(layer, shapes.Input);
                break;
            case Activation { Function: ActivationFunction.Identity }:
                break;
            case Activation layer:
                InPlace(layer.Name, layer.Function switch
                {
                    ActivationFunction.Relu => "ReLU",
                    ActivationFunction.Sigmoid => "Sigmoid",
                    _ => "TanH",
                });
                break;
            case Dropout layer:
                InPlace(layer.Name, "Dropout").Add("dropout_param", Parameters("dropout_param").Add("dropout_ratio", layer.Rate));
                // Caffe's dropout does nothing at test time; ours may multiply by the share that was kept.
                if (layer.TestFactor != 1) InPlace($"{layer.Name}_factor", "Power").Add("power_param", Parameters("power_param").Add("scale", layer.TestFactor));
                break;
            case Softmax layer:
                Next(layer.Name, "Softmax", Probabilities);
                break;
            default:
                throw new RefusedException($"layer '{shapes.Layer.Name}'", $"Caffe has no layer for {shapes.Layer.Kind}", "write the model as safetensors");
        }
    }

    private void AddConvolution(Convolution layer, LayerShapes shapes)
    {
        var beyond = (shapes.Output.Height - 1) * layer.Stride + layer.Kernel - shapes.Input.Height - 2 * layer.Padding;
        var first = beyond > 0 ? 1 : 0;
        var padding = layer.Padding + first * layer.Stride;
        var window = Parameters("convolution_param").Add("num_output", layer.Channels).Add("pad", padding).Add("kernel_size", layer.Kernel).Add("group", layer.Groups).Add("stride", layer.Stride);
        Next(layer.Name, "Convolution", first == 0 ? layer.Name : $"{layer.Name}_padded").Add("convolution_param", window).Add("blobs", Blobs(layer));
        if (first == 0) return;
        // Caffe pads all sides alike, but the last windows are to reach past the far edges only: one more stride of padding, and the places that it adds cut off again.
        var places = (shapes.Input.Height + 2 * padding - layer.Kernel) / layer.Stride + 1;
        Cut(layer.Name, "rows", axis: 2, first, shapes.Output.Height, places, $"{layer.Name}_rows");
        Cut(layer.Name, "columns", axis: 3, first, shapes.Output.Width, places, layer.Name);
    }

    private void Cut(string name, string what, int axis, int first, int kept, int places, string top)
    {
        List<string> dropped = [$"{name}_{what}_before"];
        var slice = Parameters("slice_param").Add("axis", axis).Add("slice_point", first);
        if (first + kept < places)
        {
            slice.Add("slice_point", first + kept);
            dropped.Add($"{name}_{what}_after");
        }
        Layer($"{name}_{what}", "Slice", [_current], [dropped[0], top, .. dropped.Skip(1)]).Add("slice_param", slice);
        // What nobody reads would be an output of the network; all such is silenced at the end.
        _silent.AddRange(dropped);
        _current = top;
    }

    private void AddPooling(MaxPooling layer, MapShape input)
    {
        var pooling = Parameters("pooling_param").Add("pool", 0).Add("kernel_size", layer.Window).Add("stride", layer.Stride);
        // Caffe rounds up where it is not told otherwise; older ones cannot be told, so they are only where it makes a difference.
        if (layer with { Rounding = Rounding.Ceiling } is var ceiling && ceiling.OutputShape(input) != layer.OutputShape(input)) pooling.Add("round_mode", 1);
        Next(layer.Name, "Pooling").Add("pooling_param", pooling);
    }

    private void AddNormalization(ResponseNormalization layer, MapShape input)
    {
        var isWithinMap = layer.Window == NormalizationWindow.WithinMap;
        if (isWithinMap && layer.K != 1) throw new RefusedException($"layer '{layer.Name}'", $"its k is {layer.K}, but Caffe's normalization within maps has 1", "write the model as safetensors or ONNX");
        ProtobufMessage Normalization() => Parameters("lrn_param").Add("local_size", layer.Size).Add("alpha", layer.Alpha * (isWithinMap ? layer.Size * layer.Size : layer.Size)).Add("beta", layer.Beta)
            .Add("norm_region", isWithinMap ? 1 : 0).Add("k", layer.K);
        var towers = layer.Window == NormalizationWindow.WithinTower ? model.Architecture.Towers : 1;
        if (towers == 1)
        {
            Next(layer.Name, "LRN").Add("lrn_param", Normalization());
            return;
        }
        string[] parts = [.. Enumerable.Range(0, towers).Select(tower => $"{layer.Name}_in{tower}")], results = [.. Enumerable.Range(0, towers).Select(tower => $"{layer.Name}_out{tower}")];
        Layer($"{layer.Name}_split", "Slice", [_current], parts)
            .Add("slice_param", Parameters("slice_param").Add("axis", 1).Add("slice_point", Enumerable.Range(1, towers - 1).Select(tower => (long)tower * input.Channels / towers)));
        for (var tower = 0; tower < towers; tower++) Layer($"{layer.Name}_tower{tower}", "LRN", [parts[tower]], [results[tower]]).Add("lrn_param", Normalization());
        Layer(layer.Name, "Concat", results, [layer.Name]);
        _current = layer.Name;
    }

    private IEnumerable<ProtobufMessage> Blobs(Layer layer) => new[] { $"{layer.Name}.weight", $"{layer.Name}.bias" }.Select(model.Weight)
        .Select(weight => new ProtobufMessage(CaffeSchema.Blob).Add("shape", CaffeSchema.Shape(weight.Shape.Select(extent => (long)extent))).Add("data", weight));

    private ProtobufMessage Next(string name, string type, string? top = null)
    {
        var layer = Layer(name, type, [_current], [top ?? name]);
        _current = top ?? name;
        return layer;
    }

    /// <summary>A layer that writes where it reads, as Caffe's own networks do it to save memory.</summary>
    private ProtobufMessage InPlace(string name, string type) => Layer(name, type, [_current], [_current]);

    private ProtobufMessage Layer(string name, string type, IEnumerable<string> bottoms, IEnumerable<string> tops)
    {
        var layer = new ProtobufMessage(CaffeSchema.Layer).Add("name", name).Add("type", type).Add("bottom", bottoms).Add("top", tops);
        _net.Add("layer", layer);
        return layer;
    }

    private static ProtobufMessage Parameters(string field) => CaffeSchema.Part(CaffeSchema.Layer, field);
}
