using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace AlexNet.Bench.Torch;

/// <summary>
/// A network as AlexNetShell's benchmark writes it: a line an operation, its numbers after it, weights by their place in a file of floats beside it.
/// The weights are read into tensors, as TorchSharp's own load does, or mapped, which is the fastest start that libtorch has.
/// </summary>
internal sealed class Network
{
    private readonly List<Func<Tensor, Tensor>> _operations = [];
    private readonly string _weights;
    private readonly Tensor? _map;
    private readonly bool _channelsLast;
    private readonly bool _trains;
    private readonly List<TorchSharp.Modules.Parameter> _parameters = [];
    private Tensor? _logits;

    public Network(string path, bool channelsLast, bool mapped, bool trains = false)
    {
        (_channelsLast, _trains) = (channelsLast, trains);
        var lines = File.ReadAllLines(path);
        _weights = Path.Combine(Path.GetDirectoryName(path)!, lines[0]);
        if (mapped) _map = from_file(_weights, shared: false, size: new FileInfo(_weights).Length / sizeof(float), dtype: ScalarType.Float32);
        foreach (var line in lines.Skip(1)) Add(line.Split(' '));
    }

    /// <summary>What training changes; none for inference.</summary>
    public IReadOnlyList<TorchSharp.Modules.Parameter> Parameters => _parameters;

    /// <summary>[image][class] of the last run.</summary>
    public Tensor Logits => _logits!;

    /// <summary>Probabilities of images [image][channel][row][column].</summary>
    public Tensor Run(Tensor images)
    {
        var current = images.alias();
        foreach (var operation in _operations)
        {
            var next = operation(current);
            if (!ReferenceEquals(next, current) && !ReferenceEquals(current, _logits)) current.Dispose();
            current = next;
        }
        return current;
    }

    /// <summary>A tensor whose channels lie side by side, if this network is to have them so.</summary>
    public Tensor Arrange(Tensor tensor) => _channelsLast ? tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2) : tensor;

    private void Add(string[] words)
    {
        long Whole(int index) => long.Parse(words[index], CultureInfo.InvariantCulture);
        double Real(int index) => double.Parse(words[index], CultureInfo.InvariantCulture);
        switch (words[0])
        {
            case "conv":
                var (kernel, bias) = (_trains ? Weight(words[4]) : Arrange(Weight(words[4])), Weight(words[5]));
                long[] stride = [Whole(1), Whole(1)], padding = [Whole(2), Whole(2)], dilation = [1, 1];
                var groups = Whole(3);
                _operations.Add(x => nn.functional.conv2d(x, kernel, bias, stride, padding, dilation, groups));
                break;
            case "relu":
                _operations.Add(x => x.relu_());
                break;
            case "lrn":
                var (size, alpha, beta, k, towers) = (Whole(1), Real(2), Real(3), Real(4), Whole(5));
                _operations.Add(x => Normalize(x, size, alpha, beta, k, towers));
                break;
            case "maxpool":
                var (window, step, ceiling) = (Whole(1), Whole(2), Whole(3) == 1);
                _operations.Add(x => nn.functional.max_pool2d(x, window, step, null, null, ceiling));
                break;
            case "linear" when _trains:
                var (rows, offsets) = (Weight(words[3]), Weight(words[4]));
                _operations.Add(x => nn.functional.linear(x.flatten(1), rows, offsets));
                break;
            case "softmax" when _trains:
                break; // a part of the loss
            case "linear":
                var (matrix, constant, factor, isLogits) = (Weight(words[3]).t(), Weight(words[4]), (float)Real(1), Whole(2) == 1);
                _operations.Add(x => Multiply(x, matrix, constant, factor, isLogits));
                break;
            case "softmax":
                _operations.Add(x => nn.functional.softmax(x, 1));
                break;
            default:
                throw new InvalidDataException($"unknown operation '{words[0]}'");
        }
    }

    private Tensor Multiply(Tensor input, Tensor matrix, Tensor bias, float factor, bool isLogits)
    {
        using var flat = input.flatten(1);
        var result = addmm(bias, flat, matrix, 1, factor);
        if (!isLogits) return result;
        _logits?.Dispose();
        return _logits = result;
    }

    private static Tensor Normalize(Tensor input, long size, double alpha, double beta, double k, long towers)
    {
        if (towers == 1) return nn.functional.local_response_norm(input, size, alpha, beta, k);
        using var scope = NewDisposeScope();
        Tensor[] parts = [.. input.chunk(towers, 1).Select(part => nn.functional.local_response_norm(part, size, alpha, beta, k))];
        return cat(parts, 1).MoveToOuterDisposeScope();
    }

    /// <summary>first:extent,extent,... of the file of weights.</summary>
    private Tensor Weight(string place)
    {
        var (first, extents) = (long.Parse(place.Split(':')[0], CultureInfo.InvariantCulture), place.Split(':')[1].Split(',').Select(long.Parse).ToArray());
        if (_map is not null) return _map.narrow(0, first, extents.Aggregate(1L, (product, extent) => product * extent)).view(extents);
        var tensor = empty(extents, ScalarType.Float32);
        using var file = File.OpenRead(_weights);
        file.Position = first * sizeof(float);
        file.ReadExactly(tensor.bytes);
        return _trains ? Parameter(tensor) : tensor;
    }

    private TorchSharp.Modules.Parameter Parameter(Tensor tensor)
    {
        var parameter = new TorchSharp.Modules.Parameter(tensor);
        _parameters.Add(parameter);
        return parameter;
    }
}
