using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Layers;

/// <summary>Over which values the sum of squares runs.</summary>
public enum NormalizationWindow
{
    /// <summary>Neighbouring maps at the same place, not past the edge of a tower: what two devices that do not talk must do (paper, 2012 source).</summary>
    WithinTower,

    /// <summary>Neighbouring maps at the same place, across the towers (Caffe's networks).</summary>
    AcrossTowers,

    /// <summary>A square of neighbouring places in the same map (the 2012 source, after conv2).</summary>
    WithinMap,
}

/// <summary>
/// Local response normalization (paper, section 3.3): b = a / (k + alpha * s)^beta, where s is the plain sum of squares over the window.
/// </summary>
/// <param name="Name">Unique in its network.</param>
/// <param name="Window">What the sum runs over.</param>
/// <param name="K">The constant added before the power.</param>
/// <param name="Alpha">
/// Multiplies the plain sum. Caffe and PyTorch print alpha before dividing it by the window's size: their 1e-4 over 5 maps is 2e-5 here.
/// </param>
/// <param name="Beta">The power.</param>
/// <param name="Size">Maps in the window, or its side in places; odd.</param>
public sealed record ResponseNormalization(
    string Name, NormalizationWindow Window, float K, float Alpha, float Beta = 0.75f, int Size = 5) : Layer(Name)
{
    /// <inheritdoc/>
    public override string Kind => Window == NormalizationWindow.WithinMap ? "MapNorm" : "ResponseNorm";

    /// <inheritdoc/>
    public override MapShape OutputShape(MapShape input)
    {
        Require(Size > 0 && Size % 2 == 1, $"a window of {Size}", "an odd, positive window");
        Require(K > 0 && Alpha >= 0 && float.IsFinite(K + Alpha + Beta), $"k {K}, alpha {Alpha}, beta {Beta}", "k above 0, alpha 0 or above, all finite");
        return input;
    }
}
