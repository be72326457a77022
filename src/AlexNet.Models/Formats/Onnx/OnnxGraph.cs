using AlexNet.Models.Formats.Matching;
using AlexNet.Models.Formats.Protobuf;

namespace AlexNet.Models.Formats.Onnx;

/// <summary>A graph as who reads what and who makes what.</summary>
internal sealed class OnnxGraph
{
    private const int MaxNodes = 20_000;

    private static readonly List<OnnxNode> Nobody = [];

    private readonly Dictionary<string, List<OnnxNode>> _readers = [];
    private readonly Dictionary<string, OnnxNode> _makers = [];

    /// <exception cref="RefusedException">Two nodes make the same tensor, or there is not one image that the graph reads.</exception>
    public OnnxGraph(ProtobufMessage graph)
    {
        var nodes = graph.Messages("node");
        if (nodes.Count is 0 or > MaxNodes) throw new RefusedException("graph", $"it has {nodes.Count} nodes, but needs 1 to {MaxNodes}");
        for (var i = 0; i < nodes.Count; i++) Add(new OnnxNode(nodes[i], i));
        Initializers = graph.Messages("initializer").DistinctBy(tensor => tensor.Text("name")).ToDictionary(tensor => tensor.Text("name"));
        // Older files list their weights as inputs too.
        var images = graph.Messages("input").Where(input => !Initializers.ContainsKey(input.Text("name"))).ToList();
        if (images is not [var image]) throw new RefusedException("graph", $"it reads {images.Count} inputs ({string.Join(", ", images.Take(3).Select(input => $"'{Printable.Text(input.Text("name"))}'"))}), but an AlexNet reads one, the image", NetworkMatcher.OnlyAlexNets);
        Input = image.Text("name");
        InputPlace = $"input '{Printable.Text(Input)}'";
        InputShape = [.. image.Message("type")?.Message("tensor_type")?.Message("shape")?.Messages("dim").Select(extent => extent.Integer("dim_value", -1)) ?? []];
        Outputs = graph.Messages("output").Select(output => output.Text("name")).ToHashSet();
    }

    /// <summary>Tensors that are in the file, by name.</summary>
    public IReadOnlyDictionary<string, ProtobufMessage> Initializers { get; }

    /// <summary>Name of the tensor of images.</summary>
    public string Input { get; }

    /// <summary>For messages.</summary>
    public string InputPlace { get; }

    /// <summary>Its extents; -1 for one that is not fixed.</summary>
    public IReadOnlyList<long> InputShape { get; }

    /// <summary>Names of the tensors that the graph puts out.</summary>
    public IReadOnlySet<string> Outputs { get; }

    /// <summary>The nodes that compute with a tensor; not those that only ask for its shape.</summary>
    public IReadOnlyList<OnnxNode> Readers(string tensor) => _readers.GetValueOrDefault(tensor, Nobody);

    /// <summary>The node that makes a tensor; null for inputs and initializers.</summary>
    public OnnxNode? Maker(string tensor) => _makers.GetValueOrDefault(tensor);

    /// <summary>The only node that computes with a tensor.</summary>
    /// <exception cref="RefusedException">There are several, or none.</exception>
    public OnnxNode Reader(string tensor, OnnxNode after)
    {
        var readers = Readers(tensor);
        return readers is [var reader] ? reader : throw after.Refuse($"{readers.Count} nodes read '{Printable.Text(tensor)}', which it makes, but an AlexNet has one there");
    }

    private void Add(OnnxNode node)
    {
        foreach (var output in node.Outputs.Where(output => output.Length > 0))
            node.Require(_makers.TryAdd(output, node), $"it makes '{Printable.Text(output)}', which another node makes too");
        if (node.Operation is "Shape" or "Size") return;
        foreach (var input in node.Inputs.Where(input => input.Length > 0).Distinct())
        {
            if (!_readers.TryGetValue(input, out var readers)) _readers.Add(input, readers = []);
            readers.Add(node);
        }
    }
}
