using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using AlexNet.Engine.Training.Devices;
using AlexNet.Engine.Training.Network;

namespace AlexNet.Engine.Training;

/// <summary>One network being trained: its weights, velocities, workspace and threads. After the first step nothing is allocated.</summary>
/// <remarks>
/// Results depend on the model, the options and what the steps are given; never on the number of threads or devices. Not thread-safe: one call at a time.
/// </remarks>
public sealed unsafe class TrainingSession : IDisposable
{
    private readonly Func<IEnumerable<WeightTensor>, Model> _makeModel;
    private readonly TrainingOptions _options;
    private readonly Architecture _architecture;
    private readonly TrainingParameter[] _parameters;
    private readonly TrainingDevices _devices;
    private readonly ThreadTeam _team;
    private readonly LossPass _loss;
    private readonly Optimizer _optimizer;
    private bool _disposed;

    /// <summary>Copies the model's weights and allocates everything.</summary>
    /// <param name="model">Where training starts from; it stays as it is.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message says which, and what it may be.</exception>
    /// <exception cref="ShapeException">The network does not end in a fully connected layer and softmax, or cannot be cut over two devices.</exception>
    /// <exception cref="OutOfMemoryException">The batch needs more memory than there is.</exception>
    public TrainingSession(Model model, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var trained = options.FirstLayer is { } first ? model.Architecture.From(first) : model.Architecture;
        options.Validate(trained);
        _options = options;
        _architecture = options.Dropout is { } rate ? trained.WithDropoutRate(rate) : trained;
        var layers = _architecture.Layers;
        if (layers is not [.., FullyConnected, Softmax])
            throw new ShapeException(layers[^1].Name, $"a last layer of kind {layers[^1].Kind}", "a fully connected layer and softmax at the end");
        _parameters = [.. _architecture.Parameters.Select(parameter => new TrainingParameter(parameter, model.Weight(parameter.Name), options))];
        _devices = new TrainingDevices(_architecture, _parameters, options);
        _team = new ThreadTeam(1);
        _loss = new LossPass(options.BatchSize, _architecture.Classes, options.LabelSmoothing);
        _optimizer = Optimizer.Create(options);
        (Architecture, _makeModel) = Whole(model, _architecture);
        State = [.. _parameters.SelectMany(parameter => parameter.State())];
    }

    /// <summary>The network, with the options' dropout in what is trained.</summary>
    public Architecture Architecture { get; }

    /// <summary>Shape of an example: an image, or what <see cref="TrainingOptions.FirstLayer"/> reads.</summary>
    public MapShape Input => _architecture.Input;

    /// <summary>The last layer's outputs for an example of the last step or evaluation, before softmax. Valid until the next.</summary>
    public ReadOnlySpan<float> Logits(int example)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(example);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(example, _options.BatchSize);
        return new ReadOnlySpan<float>(_devices.Logits + (long)example * _architecture.Classes, _architecture.Classes);
    }

    /// <summary>Weights, velocities (AdamW's moments) and averages: all that a checkpoint has to hold beside the number of the step.</summary>
    public IReadOnlyList<TrainingTensor> State { get; }

    /// <summary>Bytes of native memory that the session holds beside <see cref="State"/>.</summary>
    public long WorkspaceBytes => _devices.Bytes;

    /// <summary>One step: forward, backward, new weights.</summary>
    /// <param name="step">Number of the step, from 0. Dropout's choice follows from it and the seed.</param>
    /// <param name="learningRate">The rate.</param>
    /// <param name="images">[n][channels][height][width], of <see cref="Input"/>.</param>
    /// <param name="targets">n of them, 1 to the batch size.</param>
    /// <returns>The loss and the right answers of the batch, with dropout, before the new weights.</returns>
    /// <exception cref="ArgumentException">Images and targets do not fit each other, the network or the batch size.</exception>
    /// <exception cref="LossNotFiniteException">The loss is not a number; no weight has changed.</exception>
    public StepResult Step(long step, float learningRate, ReadOnlySpan<float> images, ReadOnlySpan<Target> targets)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (!float.IsFinite(learningRate) || learningRate < 0) throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate,
            "a rate is a number at or above 0");
        return Run(step, learningRate, images, targets, _optimizer);
    }

    /// <summary>A forward pass as at test time, without dropout's choices or label smoothing's part.</summary>
    /// <param name="images">[n][channels][height][width].</param>
    /// <param name="targets">n of them, 1 to the batch size.</param>
    /// <param name="averaged">Whether to take the averaged weights.</param>
    /// <exception cref="InvalidOperationException">Averages are asked for that the options switched off.</exception>
    public StepResult Evaluate(ReadOnlySpan<float> images, ReadOnlySpan<Target> targets, bool averaged = false)
    {
        Check(images, targets);
        if (averaged) RequireAverages();
        var granted = TakeThreads();
        try
        {
            _devices.UseAverages(averaged);
            fixed (float* first = images) _devices.Run(new TrainingCall(first, targets.Length, null, null));
            return _loss.Run(_team, _devices.Logits, targets, null, smoothed: false);
        }
        finally
        {
            _devices.UseAverages(false);
            ThreadBudget.Return(granted);
        }
    }

    /// <summary>The network as it stands now, in memory of its own.</summary>
    /// <param name="averaged">Whether to take the averaged weights.</param>
    /// <exception cref="InvalidOperationException">Averages are asked for that the options switched off.</exception>
    public Model ToModel(bool averaged = false)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (averaged) RequireAverages();
        var weights = _parameters.Select(parameter => parameter.ToWeights(averaged));
        return _makeModel(weights);
    }

    /// <summary>Ends the threads and frees the memory.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _team.Dispose();
        _devices.Dispose();
        foreach (var parameter in _parameters) parameter.Dispose();
    }

    /// <summary>Gets the name of each part of a step when it is done, of several devices that of the first; for measuring.</summary>
    internal Action<string>? PartDone
    {
        get => _devices.PartDone;
        set => _devices.PartDone = value;
    }

    /// <summary>A step whose gradients go elsewhere: to whoever checks them.</summary>
    internal StepResult Run(long step, float learningRate, ReadOnlySpan<float> images, ReadOnlySpan<Target> targets, Optimizer optimizer)
    {
        Check(images, targets);
        var granted = TakeThreads();
        try
        {
            fixed (float* first = images)
            {
                _devices.Run(new TrainingCall(first, targets.Length, step, null));
                var result = _loss.Run(_team, _devices.Logits, targets, _devices.LogitGradients, smoothed: true);
                if (!double.IsFinite(result.Loss)) throw NotFinite(step, learningRate, result.Loss, images);
                optimizer.Begin(step, learningRate);
                _devices.Run(new TrainingCall(first, targets.Length, step, optimizer));
                return result;
            }
        }
        finally
        {
            ThreadBudget.Return(granted);
        }
    }

    private int TakeThreads()
    {
        var granted = ThreadBudget.Take(_devices.Threads);
        _devices.Limit = granted;
        return granted;
    }

    private void Check(ReadOnlySpan<float> images, ReadOnlySpan<Target> targets)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (targets.Length < 1 || targets.Length > _options.BatchSize)
            throw new ArgumentException($"found {targets.Length} targets, but a batch of this session has 1 to {_options.BatchSize}",
                nameof(targets));
        if (images.Length != targets.Length * _architecture.Input.Count)
            throw new ArgumentException(
                $"found {images.Length} values of images, but {targets.Length} of {_architecture.Input} have {targets.Length * _architecture.Input.Count}", nameof(images));
        for (var i = 0; i < targets.Length; i++)
        {
            var target = targets[i];
            if ((uint)target.First >= (uint)_architecture.Classes || (uint)target.Second >= (uint)_architecture.Classes
                || !(target.Weight is >= 0 and <= 1))
                throw new ArgumentException($"target {i} is {target}, but classes are 0 to {_architecture.Classes - 1} and weights 0 to 1",
                    nameof(targets));
        }
    }

    /// <summary>The network around what is trained, and all of the model but the weights that are trained: a quarter of a gigabyte that nobody needs any more.</summary>
    private static (Architecture Network, Func<IEnumerable<WeightTensor>, Model> Make) Whole(Model model, Architecture trained)
    {
        var (name, labels, preprocessing, notes, whole) = (model.Name, model.Labels, model.Preprocessing, model.Notes, model.Architecture);
        var before = whole.Layers.Count - trained.Layers.Count;
        var kept = whole.Shapes.Take(before).SelectMany(shapes => shapes.Parameters).Select(parameter => model.Weight(parameter.Name)).ToList();
        var network = before == 0
            ? trained
            : new Architecture(whole.Name, whole.Input, whole.Towers, [.. whole.Layers.Take(before), .. trained.Layers]) { Initialization = whole.Initialization };
        return (network, weights => new Model(name, network, kept.Concat(weights), labels, preprocessing) { Notes = notes });
    }

    private void RequireAverages()
    {
        if (_options.WeightAverage == 0) throw new InvalidOperationException($"this session keeps no averaged weights; set {nameof(TrainingOptions)}.{nameof(TrainingOptions.WeightAverage)}");
    }

    private static LossNotFiniteException NotFinite(long step, float learningRate, double loss, ReadOnlySpan<float> images)
    {
        var place = TensorCheck.FirstNotFinite(images);
        return new LossNotFiniteException(step, learningRate, loss, place >= 0
            ? FormattableString.Invariant($"value {place} of the batch's images is {images[place]}")
            : "the images are finite, so the weights have grown too large");
    }
}
