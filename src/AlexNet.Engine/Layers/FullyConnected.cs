using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Layers;

/// <summary>Every output is a weighted sum of every input value, taken in the order [channel][row][column], plus a bias.</summary>
/// <param name="Name">Unique in its network.</param>
/// <param name="Outputs">Number of neurons.</param>
public sealed record FullyConnected(string Name, int Outputs) : Layer(Name)
{
    /// <inheritdoc/>
    public override string Kind => "FullyConnected";

    /// <inheritdoc/>
    public override MapShape OutputShape(MapShape input)
    {
        Require(Outputs > 0, $"{Outputs} outputs", "at least 1");
        Require(input.Count <= int.MaxValue, $"{input.Count} inputs", $"at most {int.MaxValue}");
        return new MapShape(Outputs, 1, 1);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> Parameters(MapShape input)
    {
        var inputs = (int)input.Count;
        return [new($"{Name}.weight", [Outputs, inputs], inputs), new($"{Name}.bias", [Outputs], inputs)];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(MapShape input) => Outputs * input.Count;
}
