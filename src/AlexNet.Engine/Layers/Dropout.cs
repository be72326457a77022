using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Layers;

/// <summary>Where the factor that makes training and test agree is applied.</summary>
public enum DropoutScaling
{
    /// <summary>At test time, outputs are multiplied by the share of neurons that training kept (paper, section 4.2).</summary>
    AtTest,

    /// <summary>In training, so that nothing happens at test time (Caffe, PyTorch: "inverted").</summary>
    InTraining,
}

/// <summary>Dropout. In inference it multiplies by 1 - <paramref name="Rate"/> or does nothing, by <paramref name="Scaling"/>.</summary>
/// <param name="Name">Unique in its network.</param>
/// <param name="Rate">Share of values that training sets to zero, in [0, 1).</param>
/// <param name="Scaling">Where the compensating factor goes.</param>
public sealed record Dropout(string Name, float Rate, DropoutScaling Scaling) : Layer(Name)
{
    /// <inheritdoc/>
    public override string Kind => "Dropout";

    /// <summary>What inference multiplies its input by.</summary>
    public float TestFactor => Scaling == DropoutScaling.AtTest ? 1 - Rate : 1;

    /// <inheritdoc/>
    public override MapShape OutputShape(MapShape input)
    {
        Require(Rate is >= 0 and < 1, $"a rate of {Rate}", "a rate in [0, 1)");
        return input;
    }
}
