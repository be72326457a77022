using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Layers;

/// <summary>A nonlinearity applied to every value.</summary>
public enum ActivationFunction
{
    /// <summary>x itself.</summary>
    Identity,

    /// <summary>max(0, x), the paper's choice (section 3.1).</summary>
    Relu,

    /// <summary>1 / (1 + e^-x).</summary>
    Sigmoid,

    /// <summary>Hyperbolic tangent, what the paper compares ReLU with (figure 1).</summary>
    Tanh,
}

/// <summary>Applies <paramref name="Function"/> to every value; shapes stay.</summary>
/// <param name="Name">Unique in its network.</param>
/// <param name="Function">The nonlinearity.</param>
public sealed record Activation(string Name, ActivationFunction Function) : Layer(Name)
{
    /// <inheritdoc/>
    public override string Kind => Function == ActivationFunction.Relu ? "ReLU" : Function.ToString();

    /// <inheritdoc/>
    public override MapShape OutputShape(MapShape input) => input;
}
