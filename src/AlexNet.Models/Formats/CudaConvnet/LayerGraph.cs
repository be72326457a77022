using AlexNet.Models.Formats.Named;
using AlexNet.Models.Formats.Pickle;

namespace AlexNet.Models.Formats.CudaConvnet;

/// <summary>Layers that run side by side, one for each tower, in the order of the towers.</summary>
/// <param name="Layers">The layers, all of one type.</param>
/// <param name="Previous">Those of the stage before, in which all of their inputs are.</param>
internal sealed record LayerStage(IReadOnlyList<LayerEntry> Layers, IReadOnlyList<LayerEntry> Previous)
{
    /// <summary>The first, for what must be the same in all.</summary>
    public LayerEntry First => Layers[0];

    /// <summary>Whether each layer reads its own tower alone.</summary>
    public bool StaysInTowers => Layers.Count > 1 && Layers.Count == Previous.Count && Layers.All(layer => layer.Inputs.Count == 1);
}

/// <summary>A checkpoint's layers as a sequence of stages from the photo to the softmax. What hangs beside it (labels, costs) is left out.</summary>
internal static class LayerGraph
{
    private const int MaxLayers = 1000;

    /// <summary>Orders the layers.</summary>
    /// <param name="layers">'layers' of the model's state: a list, whose layers name their inputs by index (2011), or a dictionary by name (2012).</param>
    /// <exception cref="RefusedException">They are no sequence of stages.</exception>
    public static IReadOnlyList<LayerStage> Stages(object? layers)
    {
        var entries = Entries(layers);
        var softmax = entries.Values.Where(entry => entry.Type == "softmax").ToList();
        if (softmax.Count != 1) throw new RefusedException("'layers'", $"there are {softmax.Count} layers of type softmax, but AlexNet has one");
        var left = Ancestors(entries, softmax[0]);
        IReadOnlyList<LayerEntry> current = left.Where(entry => entry.Inputs.Count == 0).ToList();
        if (current.Count != 1) throw softmax[0].Refuse($"what it computes comes from {current.Count} layers of data, but needs one, the photo");
        left.ExceptWith(current);
        var stages = new List<LayerStage>();
        while (left.Count > 0)
        {
            var names = current.Select(entry => entry.Name).ToHashSet();
            var next = left.Where(entry => entry.Inputs.All(names.Contains)).ToList();
            if (next.Count == 0) throw left.First().Refuse("it reads layers that do not run side by side");
            if (next.FirstOrDefault(entry => entry.Type != next[0].Type) is { } other) throw other.Refuse($"it runs beside the layer '{Printable.Text(next[0].Name)}', which is of type {Printable.Text(next[0].Type)}");
            var stage = new LayerStage(InOrder(next, current), current);
            stages.Add(stage);
            left.ExceptWith(next);
            current = stage.Layers;
        }
        return stages;
    }

    /// <summary>A layer that reads one tower belongs to it; else the devices (gpu) and the names count.</summary>
    private static List<LayerEntry> InOrder(List<LayerEntry> layers, IReadOnlyList<LayerEntry> previous)
    {
        var places = previous.Select((entry, i) => (entry.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i);
        return layers.Count == previous.Count && layers.All(layer => layer.Inputs.Count == 1)
            ? [.. layers.OrderBy(layer => places[layer.Inputs[0]])]
            : [.. layers.OrderBy(layer => layer.Fields.Items.GetValueOrDefault("gpu") as long? ?? 0).ThenBy(layer => layer.Name, NaturalOrder.Instance)];
    }

    private static HashSet<LayerEntry> Ancestors(Dictionary<string, LayerEntry> entries, LayerEntry last)
    {
        var (found, open) = (new HashSet<LayerEntry>(ReferenceEqualityComparer.Instance) { last }, new Stack<LayerEntry>([last]));
        while (open.TryPop(out var entry))
        {
            foreach (var input in entry.Inputs)
            {
                if (!entries.TryGetValue(input, out var source)) throw entry.Refuse($"its input '{Printable.Text(input)}' is not there");
                if (found.Add(source)) open.Push(source);
            }
        }
        return found;
    }

    private static Dictionary<string, LayerEntry> Entries(object? layers)
    {
        IReadOnlyList<object?> items = layers switch
        {
            List<object?> list => list,
            PickleDictionary dictionary => [.. dictionary.Items.Values],
            _ => throw new RefusedException("'layers'", $"it is {PickleWords.For(layers)}, but needs a list or a dictionary"),
        };
        if (items.Count > MaxLayers) throw new RefusedException("'layers'", $"there are {items.Count} layers, but at most {MaxLayers} are read");
        string Field(int i, string field) => items[i] is PickleDictionary dictionary && PickleString.NameOf(dictionary.Items.GetValueOrDefault(field)) is { } text
            ? text
            : throw new RefusedException("'layers'", $"layer {i} has no '{field}'");
        string[] names = [.. Enumerable.Range(0, items.Count).Select(i => Field(i, "name"))];
        var entries = new Dictionary<string, LayerEntry>();
        for (var i = 0; i < names.Length; i++)
        {
            var fields = (PickleDictionary)items[i]!;
            if (!entries.TryAdd(names[i], new LayerEntry(names[i], Field(i, "type"), Inputs(fields, names, i), fields)))
                throw new RefusedException("'layers'", $"there are two layers '{Printable.Text(names[i])}'");
        }
        return entries;
    }

    private static string[] Inputs(PickleDictionary fields, string[] names, int layer) => fields.Items.GetValueOrDefault("inputs") switch
    {
        null => [],
        List<object?> list => [.. list.Select(input => Name(input, names, layer))],
        var one => [Name(one, names, layer)],
    };

    private static string Name(object? input, string[] names, int layer) => input switch
    {
        long index when index >= 0 && index < names.Length => names[index],
        PickleString { Name: { } name } => name,
        _ => throw new RefusedException("'layers'", $"layer '{Printable.Text(names[layer])}' has {PickleWords.For(input)} as an input"),
    };
}
