using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Bench.Formats;

/// <summary>
/// Writes the network of the code of 2012 as its own program keeps it, a pickled dictionary of layers: two towers, each with its part of every weight, an output a column.
/// Fully connected layers have a matrix for each tower that they read, so that importing puts their rows together of two.
/// </summary>
internal sealed class ConvnetFile
{
    private const int Towers = 2;

    private readonly Model _model;
    private readonly Dictionary<string, object?> _layers = [];
    private string[] _last = ["data", "data"];

    private ConvnetFile(Model model) => _model = model;

    public static void Write(Model model, string path)
    {
        using var file = File.Create(path);
        PickleWriter.Write(file, new Dictionary<string, object?> { ["model_state"] = new Dictionary<string, object?> { ["layers"] = new ConvnetFile(model).Layers() } });
    }

    private Dictionary<string, object?> Layers()
    {
        Add("data", "data", [], 3 * 224 * 224);
        Convolution(1, image: 224, stride: 4, padding: 0, side: 55);
        Normalization(1, "cmrnorm", 55, ("scale", 1e-4 / 5), ("minDiv", 2.0), ("blocked", false));
        Pooling(1, 27);
        Neurons(1);
        Convolution(2, image: 27, stride: 1, padding: 2, side: 27);
        Neurons(2);
        Normalization(2, "cmrnorm", 27, ("scale", 1e-4 / 5), ("minDiv", 2.0), ("blocked", false));
        Normalization(2, "rnorm", 27, ("scale", 1e-3 / 25));
        Pooling(2, 13);
        Convolution(3, image: 13, stride: 1, padding: 1, side: 13, crosses: true);
        Neurons(3);
        Convolution(4, image: 13, stride: 1, padding: 1, side: 13);
        Neurons(4);
        Convolution(5, image: 13, stride: 1, padding: 1, side: 13);
        Pooling(5, 6);
        Neurons(5);
        foreach (var index in new[] { 6, 7 })
        {
            FullyConnected(index, Towers);
            Neurons(index);
            Each($"hs{index}", "hs", source => OutputsOf(source), ("keep", 0.5));
        }
        FullyConnected(8, towers: 1);
        Add("probs", "softmax", [_last[0]], 1000);
        return _layers;
    }

    private void Convolution(int index, int image, int stride, int padding, int side, bool crosses = false)
    {
        WeightTensor weight = _model.Weight($"conv{index}.weight"), bias = _model.Weight($"conv{index}.bias");
        var (filters, window) = (weight.Shape[0] / Towers, weight.Shape[2] * weight.Shape[3]);
        var inputs = crosses ? Towers : 1;
        var channels = weight.Shape[1] / inputs;
        _last = [.. Enumerable.Range(0, Towers).Select(tower =>
        {
            var blocks = Enumerable.Range(0, inputs).Select(input => (object?)NumpyFiles.Array(
                SubMatrix.Transposed(weight, tower * filters, filters, input * channels * window, channels * window), [channels * window, filters])).ToList();
            return Add($"conv{index}{"ab"[tower]}", "conv", crosses ? _last : [_last[tower]], side * side * filters,
                ("gpu", tower), ("channels", channels), ("padding", -padding), ("stride", stride), ("filterSize", weight.Shape[2]), ("filters", filters), ("groups", 1), ("imgSize", image),
                ("sharedBiases", true), ("weights", blocks), ("biases", NumpyFiles.Array(SubMatrix.Of(bias, tower * filters, filters, 0, 1), [filters, 1])));
        })];
    }

    private void FullyConnected(int index, int towers)
    {
        WeightTensor weight = _model.Weight($"fc{index}.weight"), bias = _model.Weight($"fc{index}.bias");
        var (outputs, columns) = (weight.Shape[0] / towers, weight.Shape[1] / Towers);
        _last = [.. Enumerable.Range(0, towers).Select(tower =>
        {
            var blocks = Enumerable.Range(0, Towers).Select(input => (object?)NumpyFiles.Array(
                SubMatrix.Of(weight, tower * outputs, outputs, input * columns, columns), [columns, outputs], isColumnMajor: true)).ToList();
            return Add($"fc{index}{"ab"[tower]}", "fc", _last, outputs, ("gpu", tower), ("weights", blocks), ("biases", NumpyFiles.Array(SubMatrix.Of(bias, tower * outputs, outputs, 0, 1), [1, outputs])));
        })];
    }

    private void Normalization(int index, string type, int side, params (string, object?)[] fields) =>
        Each($"{type}{index}", type, OutputsOf, [("size", 5), ("pow", 0.75), ("channels", OutputsOf(_last[0]) / side / side), .. fields]);

    private void Pooling(int index, int side)
    {
        var filters = _model.Weight($"conv{index}.weight").Shape[0] / Towers;
        Each($"pool{index}", "pool", _ => side * side * filters, ("channels", filters), ("sizeX", 3), ("stride", 2), ("start", 0), ("outputsX", side), ("pool", "max"));
    }

    private void Neurons(int index) => Each($"neuron{index}", "neuron", OutputsOf, ("neuron", new Dictionary<string, object?> { ["type"] = "relu", ["params"] = new Dictionary<string, object?>() }));

    /// <summary>One layer a tower, each after its own.</summary>
    private void Each(string name, string type, Func<string, int> outputs, params (string, object?)[] fields) =>
        _last = [.. _last.Select((source, tower) => Add($"{name}{"ab"[tower]}", type, [source], outputs(source), [("gpu", tower), .. fields]))];

    private string Add(string name, string type, string[] inputs, int outputs, params (string Name, object? Value)[] fields)
    {
        var layer = fields.ToDictionary(field => field.Name, field => field.Value);
        (layer["name"], layer["type"], layer["outputs"]) = (name, type, outputs);
        if (inputs.Length > 0) layer["inputs"] = inputs.ToList<object?>();
        _layers.Add(name, layer);
        return name;
    }

    private int OutputsOf(string layer) => (int)((Dictionary<string, object?>)_layers[layer]!)["outputs"]!;
}
