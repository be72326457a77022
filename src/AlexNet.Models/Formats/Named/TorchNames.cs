using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Formats.Named;

/// <summary>
/// The names that PyTorch gives the parameters of a network of two <c>nn.Sequential</c>s, <c>features</c> up to the last pooling and <c>classifier</c> after it, with a
/// module for each layer: for one tower those of torchvision's AlexNet, as in <c>features.0.weight</c> and <c>classifier.1.bias</c>.
/// </summary>
internal static class TorchNames
{
    /// <summary>PyTorch's name for each of our parameters, in the network's order.</summary>
    public static IReadOnlyDictionary<string, string> Of(Architecture architecture)
    {
        var names = new Dictionary<string, string>();
        var layers = architecture.Layers;
        var classifier = 0;
        while (classifier < layers.Count && layers[classifier] is not (Dropout or FullyConnected)) classifier++;
        for (var i = 0; i < layers.Count; i++)
        {
            var module = i < classifier ? $"features.{i}" : $"classifier.{i - classifier}";
            foreach (var parameter in architecture.Shapes[i].Parameters) names.Add(parameter.Name, module + parameter.Name[layers[i].Name.Length..]);
        }
        return names;
    }

    /// <summary>The same weights under another name.</summary>
    public static WeightTensor Called(this WeightTensor weight, string name) => new(name, weight.Type, weight.Shape, weight.Data, weight.Owner, weight.RowScales);
}
