using System.Runtime.CompilerServices;
using AlexNet.Models.Formats.Matching;
using AlexNet.Models.Formats.Protobuf;

namespace AlexNet.Models.Formats.Onnx;

/// <summary>A node of a graph: an operator with what it reads, what it makes and its attributes.</summary>
internal sealed class OnnxNode
{
    private const string Microsoft = "com.microsoft";

    private readonly Dictionary<string, ProtobufMessage> _attributes = [];

    public OnnxNode(ProtobufMessage message, int index)
    {
        Operation = message.Text("op_type");
        Inputs = message.Texts("input");
        Outputs = message.Texts("output");
        var name = message.Text("name");
        var domain = message.Text("domain");
        // ONNX Runtime's quantiser writes operators of its own; they are named so that they cannot be taken for the standard's.
        if (domain is not ("" or "ai.onnx")) Operation = $"{domain}.{Operation}";
        Place = $"node '{Printable.Text(name.Length > 0 ? name : Outputs.FirstOrDefault() ?? $"#{index}")}' ({Printable.Text(Operation)})";
        foreach (var attribute in message.Messages("attribute")) _attributes[attribute.Text("name")] = attribute;
    }

    /// <summary>The operator, with its domain before it where that is not ONNX's own.</summary>
    public string Operation { get; }

    /// <summary>Names of the tensors that it reads; empty for one that is left out.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>Names of the tensors that it makes.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>For messages.</summary>
    public string Place { get; }

    /// <summary>Whether it is an operator of ONNX Runtime's own.</summary>
    public bool Is(string microsoftOperation) => Operation == $"{Microsoft}.{microsoftOperation}";

    /// <summary>The first tensor that it makes.</summary>
    /// <exception cref="RefusedException">It makes none.</exception>
    public string Output => Outputs is [{ Length: > 0 } first, ..] ? first : throw Refuse($"it makes nothing");

    /// <summary>Name of an input; null where it is left out.</summary>
    public string? Input(int index) => index < Inputs.Count && Inputs[index].Length > 0 ? Inputs[index] : null;

    public bool Has(string attribute) => _attributes.ContainsKey(attribute);

    public long Integer(string attribute, long otherwise) => _attributes.GetValueOrDefault(attribute)?.Integer("i") ?? otherwise;

    public float Single(string attribute, float otherwise) => _attributes.GetValueOrDefault(attribute)?.Single("f") ?? otherwise;

    public string Text(string attribute) => _attributes.GetValueOrDefault(attribute)?.Text("s") ?? "";

    public IReadOnlyList<long> Integers(string attribute) => _attributes.GetValueOrDefault(attribute)?.Integers("ints") ?? [];

    public IReadOnlyList<float> Singles(string attribute) => _attributes.GetValueOrDefault(attribute)?.Singles("floats") ?? [];

    public ProtobufMessage? Tensor(string attribute) => _attributes.GetValueOrDefault(attribute)?.Message("t");

    public RefusedException Refuse(string problem) => new(Place, problem, NetworkMatcher.OnlyAlexNets);

    public void Require(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] ref LazyMessage problem) => NetworkBuilder.Require(Place, holds, ref problem);
}
