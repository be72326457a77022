using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Threading;
using AlexNet.Engine.Training.Network.Convolutions;

namespace AlexNet.Engine.Training.Network;

/// <summary>A model's layers made ready to be trained, with their parameters.</summary>
internal sealed class TrainingNetwork : IDisposable
{
    private readonly List<TrainingLayer> _layers = [];
    private readonly Dictionary<string, TrainingParameter> _parameters;
    private readonly Architecture _architecture;
    private readonly TrainingOptions _options;

    /// <exception cref="ShapeException">The network does not end in a fully connected layer and softmax.</exception>
    public TrainingNetwork(Model model, Architecture architecture, TrainingOptions options)
    {
        (_architecture, _options) = (architecture, options);
        var shapes = architecture.Shapes;
        if (shapes is not [.., { Layer: FullyConnected }, { Layer: Softmax }])
            throw new ShapeException(shapes[^1].Layer.Name, $"a last layer of kind {shapes[^1].Layer.Kind}", "a fully connected layer and softmax at the end");
        _parameters = architecture.Parameters.ToDictionary(parameter => parameter.Name, parameter => new TrainingParameter(parameter, model.Weight(parameter.Name), options));
        Parameters = [.. architecture.Parameters.Select(parameter => _parameters[parameter.Name])];
        for (var i = 0; i < shapes.Count - 1;) i += Add(i);
        SpatialLayers = _layers.FindIndex(layer => layer.WantsWholeBatch);
    }

    /// <summary>The layers in order, without the softmax.</summary>
    public IReadOnlyList<TrainingLayer> Layers => _layers;

    /// <summary>How many of them come before the first fully connected one: they go through some images of the batch at a time.</summary>
    public int SpatialLayers { get; }

    /// <summary>The parameters in the architecture's order.</summary>
    public TrainingParameter[] Parameters { get; }

    /// <summary>Makes the layers read the averaged weights, or again the weights themselves.</summary>
    public void UseAverages(bool averaged)
    {
        foreach (var parameter in Parameters) parameter.UseAverage(averaged);
    }

    /// <summary>Packs the weights before a pass.</summary>
    public void Prepare(ThreadTeam team, bool backward)
    {
        foreach (var layer in _layers) layer.Prepare(team, backward);
    }

    /// <summary>Hands over the gradients that layers have summed up.</summary>
    public void Finish(ThreadTeam team, Optimizer optimizer)
    {
        foreach (var layer in _layers) layer.Finish(team, optimizer);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var layer in _layers) layer.Dispose();
        foreach (var parameter in Parameters) parameter.Dispose();
    }

    /// <summary>Adds a layer with what is fused into it; returns how many of the architecture's layers that are.</summary>
    private int Add(int i)
    {
        var (layer, input) = (_architecture.Shapes[i].Layer, _architecture.Shapes[i].Input);
        var next = _architecture.Shapes[i + 1].Layer;
        var function = next is Activation activation ? activation.Function : ActivationFunction.Identity;
        switch (layer)
        {
            case Convolution convolution:
                _layers.Add(new ConvolutionTraining(convolution, input, Weights(layer), Bias(layer), function, needsInputGradient: _layers.Count > 0));
                return next is Activation ? 2 : 1;
            case FullyConnected full:
                _layers.Add(new FullyConnectedTraining(full, input, Weights(layer), Bias(layer), function, _options.BatchSize));
                return next is Activation ? 2 : 1;
            case ResponseNormalization { Window: not NormalizationWindow.WithinMap } normalization when next is MaxPooling pooling:
                _layers.Add(new NormalizedPoolingTraining(normalization, pooling, input, Towers(normalization)));
                return 2;
            case ResponseNormalization { Window: NormalizationWindow.WithinMap } normalization:
                _layers.Add(new MapNormalizationTraining(normalization, input));
                return 1;
            case ResponseNormalization normalization:
                _layers.Add(new ResponseNormalizationTraining(normalization, input, Towers(normalization)));
                return 1;
            case MaxPooling pooling:
                _layers.Add(new MaxPoolingTraining(pooling, input));
                return 1;
            case Activation alone:
                _layers.Add(new ActivationTraining(alone, input));
                return 1;
            case Dropout dropout:
                _layers.Add(new DropoutTraining(dropout, input, _options.Seed));
                return 1;
            default:
                throw new NotSupportedException($"layer '{layer.Name}': training does not know the kind {layer.Kind}");
        }
    }

    private int Towers(ResponseNormalization layer) => layer.Window == NormalizationWindow.WithinTower ? _architecture.Towers : 1;

    private TrainingParameter Weights(Layer layer) => _parameters[$"{layer.Name}.weight"];

    private TrainingParameter Bias(Layer layer) => _parameters[$"{layer.Name}.bias"];
}
