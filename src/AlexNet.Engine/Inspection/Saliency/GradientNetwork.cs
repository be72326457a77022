using AlexNet.Engine.Architectures;
using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Inspection.Saliency.Layers;
using AlexNet.Engine.Kernels.Softmax;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using AlexNet.Engine.Training.Network;

namespace AlexNet.Engine.Inspection.Saliency;

/// <summary>
/// A trained network forward and back for one image: the gradient of one class's logit with respect to any layer's outputs or to the image. No layer is fused with
/// another, so that each has outputs and gradients of its own, and no gradient of a weight is computed. Dropout does what it does at test time.
/// </summary>
/// <remarks>Every output and gradient is kept, 16 MB for the paper's network; weights of fully connected layers stay where they are stored.</remarks>
internal sealed unsafe class GradientNetwork : IDisposable
{
    /// <summary>What stands for the image itself where a layer's index is asked for.</summary>
    public const int InputLayer = -1;

    private readonly Model _model;
    private readonly List<TrainingLayer> _layers = [];
    private readonly ThreadTeam _team;
    private readonly NativeBuffer _input, _inputGradient, _shared, _workers;
    private readonly NativeBuffer[] _outputs, _gradients;
    private readonly long _workerStride;

    /// <summary>Packs the weights of the convolutions.</summary>
    /// <param name="model">The model.</param>
    /// <param name="isGuided">Whether ReLUs let only what is positive pass back.</param>
    /// <param name="threads">Threads, the caller's included.</param>
    public GradientNetwork(Model model, bool isGuided, int threads)
    {
        (_model, _team) = (model, new ThreadTeam(threads));
        foreach (var shapes in model.Architecture.Shapes)
            if (shapes.Layer is not Softmax) _layers.Add(Create(shapes, isGuided));
        (_input, _inputGradient) = (new NativeBuffer(model.Architecture.Input.Count), new NativeBuffer(model.Architecture.Input.Count));
        _outputs = [.. _layers.Select(layer => new NativeBuffer(layer.Output.Count))];
        _gradients = [.. _layers.Select(layer => new NativeBuffer(layer.Output.Count))];
        _shared = new NativeBuffer(_layers.Max(layer => layer.SharedScratch(1)));
        _workerStride = (_layers.Max(layer => layer.WorkerScratch(1)) + 1023) / 1024 * 1024;
        _workers = new NativeBuffer(_workerStride * threads);
        foreach (var layer in _layers) layer.Prepare(_team, backward: true);
    }

    /// <summary>The image, [channels][height][width].</summary>
    public Span<float> Input => _input.Span(0, (int)_input.Length);

    /// <summary>The outputs of a layer for the last image, [channels][height][width].</summary>
    public ReadOnlySpan<float> Outputs(int layer) => _outputs[layer].Span(0, (int)_outputs[layer].Length);

    /// <summary>The last layer's outputs for the last image.</summary>
    public ReadOnlySpan<float> Logits => Outputs(_layers.Count - 1);

    /// <summary>A forward pass; gives the probabilities.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="NotFiniteException">A logit is not a number.</exception>
    public float[] Answer(CancellationToken cancellation)
    {
        Guard(cancellation, () =>
        {
            for (var i = 0; i < _layers.Count; i++) _layers[i].Forward(Run(i));
        });
        if (!TensorCheck.AllFinite(Logits)) throw NotFiniteException.For(_model, 0, Input, Logits);
        var probabilities = new float[Logits.Length];
        SoftmaxKernel.Run(Logits, probabilities);
        return probabilities;
    }

    /// <summary>The gradient of a class's logit for the image that was answered last.</summary>
    /// <param name="classIndex">The class.</param>
    /// <param name="layer">With respect to the outputs of which layer, or <see cref="InputLayer"/>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>[channels][height][width]; valid until the next call.</returns>
    public ReadOnlySpan<float> Gradient(int classIndex, int layer, CancellationToken cancellation)
    {
        var last = _gradients[^1].Span(0, Logits.Length);
        last.Clear();
        last[classIndex] = 1;
        Guard(cancellation, () =>
        {
            for (var i = _layers.Count - 1; i > layer; i--) _layers[i].Backward(Run(i));
        });
        var gradient = layer == InputLayer ? _inputGradient : _gradients[layer];
        return gradient.Span(0, (int)gradient.Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _team.Dispose();
        foreach (var layer in _layers) layer.Dispose();
        foreach (var buffer in (IEnumerable<NativeBuffer>)[_input, _inputGradient, _shared, _workers, .. _outputs, .. _gradients]) buffer.Dispose();
    }

    private TrainingLayer Create(LayerShapes shapes, bool isGuided) => shapes.Layer switch
    {
        Convolution layer => new FixedConvolution(layer, shapes, _model.Weight),
        FullyConnected layer => new FixedFullyConnected(layer, shapes.Input, _model.Weight($"{layer.Name}.weight"), _model.Weight($"{layer.Name}.bias")),
        Activation { Function: ActivationFunction.Relu } layer when isGuided => new GuidedRelu(layer, shapes.Input),
        Activation layer => new ActivationTraining(layer, shapes.Input),
        MaxPooling layer => new MaxPoolingTraining(layer, shapes.Input),
        Dropout layer => new DropoutTraining(layer, shapes.Input, new ChannelRange(0, shapes.Input.Channels), seed: 0),
        ResponseNormalization { Window: NormalizationWindow.WithinMap } layer => new MapNormalizationTraining(layer, shapes.Input),
        ResponseNormalization layer => new ResponseNormalizationTraining(layer, shapes.Input, layer.Window == NormalizationWindow.WithinTower ? _model.Architecture.Towers : 1),
        _ => throw new NotSupportedException($"layer '{shapes.Layer.Name}': the way back does not know the kind {shapes.Layer.Kind}"),
    };

    private LayerRun Run(int layer) => new()
    {
        Team = _team,
        FirstImage = 0,
        Images = 1,
        Input = layer == 0 ? _input.Pointer : _outputs[layer - 1].Pointer,
        Output = _outputs[layer].Pointer,
        OutputGradient = _gradients[layer].Pointer,
        InputGradient = layer == 0 ? _inputGradient.Pointer : _gradients[layer - 1].Pointer,
        Shared = _shared.Pointer,
        Workers = _workers.Pointer,
        WorkerStride = _workerStride,
        Step = null,
    };

    private void Guard(CancellationToken cancellation, Action pass)
    {
        var granted = ThreadBudget.Take(_team.Size);
        (_team.Limit, _team.Cancellation) = (granted, cancellation);
        try
        {
            pass();
        }
        finally
        {
            ThreadBudget.Return(granted);
            _team.Cancellation = default;
            GC.KeepAlive(_model);
        }
    }
}
