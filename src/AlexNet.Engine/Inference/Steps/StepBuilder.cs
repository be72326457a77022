using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>Turns layers into steps: a nonlinearity joins the layer before it, dropout's factor too, and what does nothing is left out.</summary>
/// <param name="layers">Neighbouring layers of a network, or of a device's share of it.</param>
/// <param name="towers">Towers among their maps, at whose edges normalization stops.</param>
/// <param name="weight">The parameter of a name.</param>
/// <param name="tile">What weights are packed for.</param>
/// <param name="algorithms">What computes each convolution.</param>
/// <param name="cache">Steps that other plans made.</param>
internal sealed class StepBuilder(
    IReadOnlyList<LayerShapes> layers, int towers, Func<string, WeightTensor> weight, GemmTile tile, IReadOnlyDictionary<string, ConvolutionAlgorithm> algorithms, StepCache cache)
{
    private readonly List<Step> _steps = [];

    /// <summary>The steps in order.</summary>
    public IReadOnlyList<Step> Build()
    {
        for (var i = 0; i < layers.Count;)
        {
            if (i + 1 < layers.Count && layers[i].Layer is ResponseNormalization { Window: not NormalizationWindow.WithinMap } normalization && layers[i + 1].Layer is MaxPooling pooling)
            {
                var after = i + 2 < layers.Count && layers[i + 2].Layer is Activation next ? next.Function : ActivationFunction.Identity;
                _steps.Add(new NormalizedPoolingStep(normalization, pooling, layers[i].Input, Towers(normalization), after));
                i += i + 2 < layers.Count && layers[i + 2].Layer is Activation ? 3 : 2;
                continue;
            }
            var fused = 1;
            var function = ActivationFunction.Identity;
            if (layers[i].Layer is ConvolutionLayer or FullyConnected or MaxPooling && i + 1 < layers.Count && layers[i + 1].Layer is Activation activation)
            {
                function = activation.Function;
                fused++;
            }
            var factor = 1f;
            if (layers[i].Layer is FullyConnected && i + fused < layers.Count && layers[i + fused].Layer is Dropout dropout && CanScaleAfter(function))
            {
                factor = dropout.TestFactor;
                fused++;
            }
            Add(layers[i], function, factor);
            i += fused;
        }
        return _steps;
    }

    /// <summary>The kernels clamp before they scale; other nonlinearities run as a step of their own, after which the factor must follow.</summary>
    private static bool CanScaleAfter(ActivationFunction function) => function is ActivationFunction.Identity or ActivationFunction.Relu;

    private void Add(LayerShapes shapes, ActivationFunction function, float factor)
    {
        var relu = function == ActivationFunction.Relu;
        switch (shapes.Layer)
        {
            case ConvolutionLayer layer:
                var (weights, bias) = Parameters(layer);
                var algorithm = algorithms[layer.Name];
                _steps.Add(cache.Get(layer.Name, algorithm, () => ConvolutionSteps.Create(algorithm, layer, shapes.Input, weights, bias, relu, tile)));
                AddElements(layer.Name, shapes.Output, relu ? ActivationFunction.Identity : function);
                break;
            case FullyConnected layer:
                (weights, bias) = Parameters(layer);
                _steps.Add(new FullyConnectedStep(layer, shapes.Input, weights, bias, relu, factor));
                AddElements(layer.Name, shapes.Output, relu ? ActivationFunction.Identity : function);
                break;
            case MaxPooling layer:
                _steps.Add(new MaxPoolingStep(layer, shapes.Input, function));
                break;
            case ResponseNormalization { Window: NormalizationWindow.WithinMap } layer:
                _steps.Add(new MapNormalizationStep(layer, shapes.Input));
                break;
            case ResponseNormalization layer:
                _steps.Add(new ResponseNormalizationStep(layer, shapes.Input, Towers(layer)));
                break;
            case Activation layer:
                AddElements(layer.Name, shapes.Output, layer.Function);
                break;
            case Dropout layer:
                if (layer.TestFactor != 1) _steps.Add(new ElementStep(layer.Name, shapes.Output, ActivationFunction.Identity, layer.TestFactor));
                break;
            case Softmax layer:
                _steps.Add(new SoftmaxStep(layer, shapes.Input));
                break;
            default:
                throw new NotSupportedException($"layer '{shapes.Layer.Name}': inference does not know the kind {shapes.Layer.Kind}");
        }
    }

    private int Towers(ResponseNormalization layer) => layer.Window == NormalizationWindow.WithinTower ? towers : 1;

    private void AddElements(string name, MapShape shape, ActivationFunction function)
    {
        if (function != ActivationFunction.Identity) _steps.Add(new ElementStep(name, shape, function, 1));
    }

    private (WeightTensor Weights, WeightTensor Bias) Parameters(Layer layer) =>
        (weight($"{layer.Name}.weight"), weight($"{layer.Name}.bias"));
}
