using AlexNet.Engine.Layers;

namespace AlexNet.Engine.Training.Network;

/// <summary>
/// A gradient of a layer's inputs sums over its outputs. Two devices that hold half of the outputs each sum over those and add; so that one gives the same bits, it
/// sums in the same parts. Of a convolution with groups each sum lies within one device as it is.
/// </summary>
internal static class InputGradientParts
{
    /// <summary>As many as devices at most.</summary>
    public const int Most = 2;

    /// <summary>Parts of a whole convolution's sums. Of an odd number of outputs it is one: such a layer is not cut.</summary>
    public static int Of(Convolution layer) => layer.Groups == 1 && layer.Channels % Most == 0 ? Most : 1;
}
