using AlexNet.Models.Formats.Named;
using AlexNet.Models.Formats.Pickle;

namespace AlexNet.Models.Formats.PyTorch;

/// <summary>Finds the dictionary of parameters in what was saved: it itself, or inside a training checkpoint under one of the usual names.</summary>
internal static class StateDict
{
    private const int MaxDepth = 3;

    private static readonly string[] Keys = ["state_dict", "model_state_dict", "model_state", "model", "net", "network", "weights", "params"];

    /// <summary>The parameters.</summary>
    /// <exception cref="RefusedException">There are none.</exception>
    public static List<NamedArray> Arrays(object? value)
    {
        if (value is TorchTensor tensor) throw Missing($"it holds {tensor}");
        if (value is not PickleDictionary dictionary) throw Missing($"it holds {PickleWords.For(value)}");
        var parameters = Find(dictionary, MaxDepth) ?? throw Missing($"it holds a dictionary of {string.Join(", ", dictionary.Items.Keys.Take(5).Select(key => $"'{Printable.Text(key)}'"))}, without tensors");
        return [.. parameters.Items.Where(item => item.Value is TorchTensor).Select(item => ((TorchTensor)item.Value!).Named(item.Key))];
    }

    /// <summary>Known keys first: a checkpoint may hold a tensor beside its state dict, as the best accuracy.</summary>
    private static PickleDictionary? Find(PickleDictionary dictionary, int depth)
    {
        if (depth > 0)
        {
            foreach (var key in Keys)
                if (dictionary.Inner(key) is { } inner && Find(inner, depth - 1) is { } found) return found;
        }
        return dictionary.Items.Values.Any(value => value is TorchTensor) ? dictionary : null;
    }

    private static RefusedException Missing(string found) =>
        new("pickle", $"{found}, but a model needs a state dict", "save one: torch.save(model.state_dict(), path)");
}
