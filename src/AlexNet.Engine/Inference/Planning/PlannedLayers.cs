using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;

namespace AlexNet.Engine.Inference.Planning;

/// <summary>The layers of a network with the algorithms that a plan would compute its convolutions by. No weight is packed for it.</summary>
public static class PlannedLayers
{
    /// <summary>Describes every layer of a network, in order.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="options">What the plan would be made for.</param>
    /// <param name="bytesOf">Stored bytes of the parameter of a name; by default four for each element.</param>
    /// <exception cref="ArgumentException">The options name a layer that is no convolution of the network.</exception>
    /// <exception cref="NotSupportedException">A layer cannot be computed by the algorithm that the options ask for.</exception>
    public static IEnumerable<LayerInfo> Of(Architecture architecture, PlanOptions options, Func<ParameterShape, long>? bytesOf = null)
    {
        options.Check(architecture);
        return LayerInfo.Of(architecture, bytesOf).Zip(architecture.Shapes, (info, shapes) => shapes.Layer is Convolution layer
            ? info with
            {
                Algorithm = options.Choose(layer, shapes.Input).ToString(),
                Algorithms = [.. ConvolutionSteps.For(layer, shapes.Input).Select(algorithm => algorithm.ToString())],
            }
            : info);
    }
}
