using AlexNet.Engine.Architectures;
using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using AlexNet.Engine.Training.Devices;
using AlexNet.Engine.Training.Network.Convolutions;

namespace AlexNet.Engine.Training.Network;

/// <summary>A device's share of a network made ready to be trained: its layers, with its rows of their parameters, and the exchanges between them.</summary>
internal sealed class TrainingNetwork : IDisposable
{
    private readonly List<TrainingLayer> _layers = [];
    private readonly Dictionary<string, TrainingParameter> _parameters;
    private readonly PartitionPlan _plan;
    private readonly int _device;
    private readonly TrainingOptions _options;
    private readonly Links _links;

    /// <param name="plan">How the network is cut: over two devices, or one that has all of it.</param>
    /// <param name="device">Whose share.</param>
    /// <param name="parameters">The whole network's, of which the share's rows are used where they lie.</param>
    /// <param name="options">How to train.</param>
    /// <param name="links">The exchanges between the devices.</param>
    /// <exception cref="ShapeException">A layer cannot be trained so.</exception>
    public TrainingNetwork(PartitionPlan plan, int device, IEnumerable<TrainingParameter> parameters, TrainingOptions options, Links links)
    {
        (_plan, _device, _options, _links) = (plan, device, options, links);
        var rows = plan.Layers.SelectMany(part => part.Shapes.Parameters.Select(shape => (shape.Name, Rows: part.Writes[device]))).ToDictionary(pair => pair.Name, pair => pair.Rows);
        Parameters = [.. parameters.Select(parameter => parameter.Rows(rows[parameter.Shape.Name]))];
        _parameters = Parameters.ToDictionary(parameter => parameter.Shape.Name);
        for (var i = 0; i < plan.Layers.Count - 1;) i += Add(i);
        SpatialLayers = _layers.FindIndex(layer => layer.WantsWholeBatch);
    }

    /// <summary>The layers in order, without the softmax.</summary>
    public IReadOnlyList<TrainingLayer> Layers => _layers;

    /// <summary>How many of them come before the first fully connected one: they go through some images of the batch at a time.</summary>
    public int SpatialLayers { get; }

    /// <summary>The share's rows of the parameters, in the architecture's order.</summary>
    public TrainingParameter[] Parameters { get; }

    /// <summary>The share's classes.</summary>
    public ChannelRange Classes => _plan.Layers[^2].Writes[_device];

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
        var part = _plan.Layers[i];
        var next = _plan.Layers[i + 1].Shapes.Layer;
        var function = next is Activation activation ? activation.Function : ActivationFunction.Identity;
        switch (part.Shapes.Layer)
        {
            case Convolution:
                AddConvolution(part, function);
                return next is Activation ? 2 : 1;
            case FullyConnected:
                Gather(part, part.Reads, addsGradients: true);
                var full = Local(part);
                _layers.Add(new FullyConnectedTraining(
                    (FullyConnected)full.Layer, full.Input, Weights(full.Layer), Bias(full.Layer), function, _options.BatchSize, InputGradientParts.Most / _plan.Devices));
                return next is Activation ? 2 : 1;
            case ResponseNormalization { Window: not NormalizationWindow.WithinMap } normalization:
                AddNormalization(part, normalization, next as MaxPooling);
                return next is MaxPooling ? 2 : 1;
            case ResponseNormalization normalization:
                _layers.Add(new MapNormalizationTraining(normalization, Local(part).Input));
                return 1;
            case MaxPooling pooling:
                _layers.Add(new MaxPoolingTraining(pooling, Local(part).Input));
                return 1;
            case Activation alone:
                _layers.Add(new ActivationTraining(alone, Local(part).Input));
                return 1;
            case Dropout dropout:
                _layers.Add(new DropoutTraining(dropout, part.Shapes.Input, part.Writes[_device], _options.Seed));
                return 1;
            default:
                throw new NotSupportedException($"layer '{part.Name}': training does not know the kind {part.Shapes.Layer.Kind}");
        }
    }

    private void AddConvolution(LayerPartition part, ActivationFunction function)
    {
        var whole = (Convolution)part.Shapes.Layer;
        var choices = ConvolutionChoices.Of(whole, part.Shapes.Input);
        if (_plan.Devices > 1 && _layers.Count > 0 && whole.Groups == 1 && choices.InputGradientParts == 1)
            throw new ShapeException(whole.Name, $"{whole.Channels} outputs", "an even number of them to be trained on two devices");
        Gather(part, part.Reads, addsGradients: true);
        var share = Local(part);
        _layers.Add(new ConvolutionTraining(
            (Convolution)share.Layer, share.Input, Weights(whole), Bias(whole), function, needsInputGradient: _layers.Count > 0,
            _plan.Devices == 1 ? choices : choices with { InputGradientParts = 1 }));
    }

    /// <summary>A normalization across maps and the pooling after it. Where its window reaches into the other device's maps, both run on a halo too.</summary>
    private void AddNormalization(LayerPartition part, ResponseNormalization normalization, MaxPooling? pooling)
    {
        var own = part.Writes[_device];
        var hasHalo = part.Reads[_device] != own;
        // A map's gradient depends on its window's sums, and those on windows of their own: twice as far as the way forward reads.
        ChannelRange[] wide = [.. part.Writes.Select(writes => hasHalo ? Around(writes, normalization.Size / 2 * 2, part.Shapes.Input.Channels) : writes)];
        if (hasHalo) Gather(part, wide, addsGradients: false);
        var input = part.Shapes.Input with { Channels = wide[_device].Count };
        var towers = normalization.Window == NormalizationWindow.WithinTower && !hasHalo ? Math.Max(1, _plan.Architecture.Towers / _plan.Devices) : 1;
        _layers.Add(pooling is null ? new ResponseNormalizationTraining(normalization, input, towers) : new NormalizedPoolingTraining(normalization, pooling, input, towers));
        if (!hasHalo) return;
        var (name, output) = ($"{part.Name} halo", _layers[^1].Output);
        _layers.Add(new HaloEndTraining(name, output, own, wide[_device], End(name, to => wide[to].Intersect(part.Writes[1 - to]), output.Plane)));
    }

    /// <summary>Adds the exchange before a layer that reads what its device does not hold.</summary>
    /// <param name="part">The layer.</param>
    /// <param name="reads">What each device reads.</param>
    /// <param name="addsGradients">Whether each device finds a part of the gradients of all that it reads.</param>
    private void Gather(LayerPartition part, IReadOnlyList<ChannelRange> reads, bool addsGradients)
    {
        var own = part.Holds[_device];
        if (_layers.Count == 0 || reads[_device] == own) return;
        var (name, plane) = ($"{part.Name} maps", part.Shapes.Input.Plane);
        var maps = End(name, to => reads[to].Intersect(part.Holds[1 - to]), plane);
        var gradients = addsGradients ? End($"{part.Name} gradients", to => reads[1 - to].Intersect(part.Holds[to]), plane) : null;
        _layers.Add(new GatherTraining(name, part.Shapes.Input with { Channels = own.Count }, own, reads[_device], maps, gradients));
    }

    private Link End(string name, Func<int, ChannelRange> received, int plane) => _links.End(name, _device, received, plane);

    private LayerShapes Local(LayerPartition part) => part.Local(part.Reads[_device].Count, part.Writes[_device].Count);

    private static ChannelRange Around(ChannelRange range, int reach, int channels) =>
        ChannelRange.Between(Math.Max(0, range.First - reach), Math.Min(channels, range.End + reach));

    private TrainingParameter Weights(Layer layer) => _parameters[$"{layer.Name}.weight"];

    private TrainingParameter Bias(Layer layer) => _parameters[$"{layer.Name}.bias"];
}
