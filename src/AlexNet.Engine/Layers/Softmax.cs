using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Layers;

/// <summary>Turns the last layer's logits into probabilities: e^x divided by the sum of all e^x.</summary>
/// <param name="Name">Unique in its network.</param>
public sealed record Softmax(string Name) : Layer(Name)
{
    /// <inheritdoc/>
    public override string Kind => "Softmax";

    /// <inheritdoc/>
    public override MapShape OutputShape(MapShape input)
    {
        Require(input.Plane == 1, $"maps of {input.Height}x{input.Width}", "a vector (a fully connected layer before it)");
        return input;
    }
}
