using AlexNet.Models.Formats.Named;
using AlexNet.Models.Formats.Pickle;

namespace AlexNet.Models.Formats.Numpy;

/// <summary>
/// Dictionaries of arrays as people pickle them: {name: array}, {layer: [weight, bias]} (guerzh's bvlc_alexnet.npy) or {layer: {"weights": array, "biases": array}}
/// (caffe-tensorflow).
/// </summary>
internal static class ArrayDictionary
{
    /// <summary>The arrays, each with a name that says its layer and whether it is weight or bias.</summary>
    /// <exception cref="RefusedException">The value is no such dictionary.</exception>
    public static List<NamedArray> Arrays(object? value)
    {
        if (value is not PickleDictionary dictionary)
            throw new RefusedException("pickle", $"it holds {PickleWords.For(value)}, but a model needs a dictionary of arrays");
        var arrays = new List<NamedArray>();
        foreach (var (name, item) in dictionary.Items)
        {
            switch (item)
            {
                case NumpyArray array: arrays.Add(array.Named(name)); break;
                case List<object?> { Count: 2 } list: arrays.AddRange(Pair(name, list[0], list[1])); break;
                case object?[] { Length: 2 } tuple: arrays.AddRange(Pair(name, tuple[0], tuple[1])); break;
                case PickleDictionary parts: arrays.AddRange(Inner(name, parts)); break;
                default: throw Odd(name, item);
            }
        }
        return arrays;
    }

    private static IEnumerable<NamedArray> Pair(string layer, object? weight, object? bias)
    {
        yield return weight is NumpyArray first ? first.Named(layer + ".weight") : throw Odd(layer, weight);
        yield return bias is NumpyArray second ? second.Named(layer + ".bias") : throw Odd(layer, bias);
    }

    private static IEnumerable<NamedArray> Inner(string layer, PickleDictionary parts)
    {
        foreach (var (name, item) in parts.Items)
            yield return item is NumpyArray array ? array.Named($"{layer}/{name}") : throw Odd($"{layer}/{name}", item);
    }

    private static RefusedException Odd(string name, object? item) =>
        new($"'{Printable.Text(name)}'", $"it is {PickleWords.For(item)}, but needs an array, or weight and bias as arrays");
}
