using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Training.Transfer;

/// <summary>A trained network made ready to learn other classes: everything but its last layer is kept.</summary>
public static class LastLayer
{
    /// <summary>The network's last fully connected layer, which tells the classes apart.</summary>
    /// <exception cref="ShapeException">The network does not end in a fully connected layer and softmax, or has no layer before them.</exception>
    public static FullyConnected Of(Architecture architecture) => architecture.Layers is [.., _, FullyConnected last, Softmax]
        ? last
        : throw new ShapeException(architecture.Layers[^1].Name, $"a last layer of kind {architecture.Layers[^1].Kind}", "a fully connected layer and softmax at the end, and layers before them");

    /// <summary>The layer whose outputs a layer reads.</summary>
    /// <exception cref="ArgumentException">There is no such layer with weights, or it is the first: says which could be meant.</exception>
    public static Layer Before(Architecture architecture, string layer)
    {
        var index = architecture.Shapes.ToList().FindIndex(shapes => string.Equals(shapes.Layer.Name, layer, StringComparison.OrdinalIgnoreCase));
        if (index > 0 && architecture.Shapes[index].Parameters.Count > 0) return architecture.Layers[index - 1];
        var choice = string.Join(", ", architecture.Shapes.Skip(1).Where(shapes => shapes.Parameters.Count > 0).Select(shapes => shapes.Layer.Name));
        throw new ArgumentException($"'{layer}' is no layer of '{architecture.Name}' from which on it could be trained; those are {choice}");
    }

    /// <summary>The same network with a new last layer of zeros, for which all classes are as likely.</summary>
    /// <param name="model">The trained network; its weights are shared.</param>
    /// <param name="name">Name of the new model.</param>
    /// <param name="labels">The new classes.</param>
    /// <exception cref="ShapeException">The network does not end in a fully connected layer and softmax.</exception>
    public static Model Replace(Model model, string name, LabelSet labels)
    {
        var last = Of(model.Architecture);
        var architecture = model.Architecture.Scale(classes: labels.Count);
        var weights = architecture.Parameters.Select(parameter => parameter.Name.StartsWith($"{last.Name}.", StringComparison.Ordinal) ? Zeros(parameter) : model.Weight(parameter.Name));
        return new Model(name, architecture, weights, labels, model.Preprocessing) { Notes = model.Notes };
    }

    private static unsafe WeightTensor Zeros(ParameterShape parameter)
    {
        var zeros = new NativeBuffer(parameter.Length);
        return new WeightTensor(parameter.Name, ElementType.Float32, parameter.Extents, (nint)zeros.Pointer, zeros);
    }
}
