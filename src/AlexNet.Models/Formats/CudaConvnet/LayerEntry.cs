using AlexNet.Models.Formats.Named;
using AlexNet.Models.Formats.Numpy;
using AlexNet.Models.Formats.Pickle;

namespace AlexNet.Models.Formats.CudaConvnet;

/// <summary>A layer of a checkpoint: a dictionary whose fields layer.py writes. A field with one value for each of a layer's inputs is a list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as in <c>conv</c>.</param>
/// <param name="Inputs">Names of the layers it reads.</param>
/// <param name="Fields">All fields.</param>
internal sealed record LayerEntry(string Name, string Type, IReadOnlyList<string> Inputs, PickleDictionary Fields)
{
    /// <summary>The place as messages have it.</summary>
    public string Where => $"layer '{Printable.Text(Name)}' ({Printable.Text(Type)})";

    /// <summary>An error about this layer.</summary>
    public RefusedException Refuse(string problem) => new(Where, problem, "import a checkpoint of an AlexNet, as layers-145.cfg of cuda-convnet describes it");

    /// <summary>A whole number; a list's must be the same for all inputs, as two towers are halves of one network.</summary>
    /// <exception cref="RefusedException">There is none, or it is beyond 32 bits.</exception>
    public int Int(string field, int? otherwise = null)
    {
        var value = Fields.Items.GetValueOrDefault(field);
        if (value is null && otherwise is { } fallback) return fallback;
        if (value is List<object?> { Count: > 0 } list) value = list.All(item => Equals(item, list[0])) ? list[0] : throw Refuse($"its '{field}' is not the same for all of its inputs");
        if (value is bool truth) return truth ? 1 : 0;
        return value is long number and >= int.MinValue and <= int.MaxValue ? (int)number : throw Refuse($"its '{field}' is {PickleWords.For(value)}, but needs a whole number");
    }

    /// <summary>A number.</summary>
    public float Float(string field, float? otherwise = null) => Fields.Items.GetValueOrDefault(field) switch
    {
        null when otherwise is { } fallback => fallback,
        double number => (float)number,
        long number => number,
        var other => throw Refuse($"its '{field}' is {PickleWords.For(other)}, but needs a number"),
    };

    /// <summary>A word.</summary>
    public string Text(string field) => PickleString.NameOf(Fields.Items.GetValueOrDefault(field)) ?? throw Refuse($"it has no '{field}'");

    /// <summary>The weights of an input, as [outputs, inputs]: the program has an output in each column.</summary>
    public NamedArray Weight(int input)
    {
        var array = Fields.Items.GetValueOrDefault("weights") switch
        {
            List<object?> list when input < list.Count => list[input] as NumpyArray,
            NumpyArray only when input == 0 => only,
            _ => null,
        };
        var named = (array ?? throw Refuse($"it has no weights for its input {input + 1}")).Named(Inputs.Count == 1 ? $"{Name}.weights" : $"{Name}.weights[{input}]");
        return named.Shape.Count == 2 ? named.Permute(1, 0) : throw named.Refuse($"its shape is {named.ShapeText}, but weights need [inputs, outputs]");
    }

    /// <summary>The biases, in one row or column, as [outputs].</summary>
    public NamedArray Bias()
    {
        var named = (Fields.Items.GetValueOrDefault("biases") as NumpyArray ?? throw Refuse("it has no biases")).Named($"{Name}.biases");
        if (named.Shape.Count(extent => extent != 1) > 1) throw named.Refuse($"its shape is {named.ShapeText}, but biases need one row or column");
        return named with { Shape = [named.Length], Strides = [1] };
    }
}
