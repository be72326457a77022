using AlexNet.Engine.Devices.Memory;
using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Devices.Programs;
using AlexNet.Engine.Devices.Timelines;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Kernels.Softmax;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Devices;

/// <summary>
/// Runs a model on several devices, each of which holds its share of the weights: the two towers of the paper's figure 2 when there are two. The answers are
/// the bits that one device gives. A device that fails or is killed ends the call with one error; the next call starts it again.
/// </summary>
/// <remarks>Not thread-safe: one forward pass at a time.</remarks>
public sealed unsafe class DeviceSession : IInferenceSession
{
    /// <summary>The largest batch a session can be made for.</summary>
    public const int MaxBatch = 1024;

    private readonly DeviceOptions _options;
    private readonly DeviceSet _devices;
    private readonly NativeBuffer _probabilities;
    private bool _disposed;

    /// <summary>Cuts the network, starts the devices and hands them their shares of the weights.</summary>
    /// <param name="model">Who answers.</param>
    /// <param name="options">Which devices.</param>
    /// <param name="batch">Images a forward pass can take at most, 1 to <see cref="MaxBatch"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch or an option is out of range.</exception>
    /// <exception cref="ShapeException">The network cannot be cut over so many devices; says which layer is why.</exception>
    /// <exception cref="DeviceException">A device did not start.</exception>
    public DeviceSession(Model model, DeviceOptions? options = null, int batch = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch, MaxBatch);
        _options = (options ?? new DeviceOptions()).Validated();
        Model = model;
        Batch = batch;
        Plan = new PartitionPlan(model.Architecture, _options.Count);
        _probabilities = new NativeBuffer((long)batch * model.Architecture.Classes);
        _devices = new DeviceSet(model, Plan, _options, batch);
        if (_options.Timeline) Timeline = new Timeline(model.Architecture.Name, [.. Enumerable.Range(0, Plan.Devices).Select(DeviceNames.Of)]);
    }

    /// <inheritdoc/>
    public Model Model { get; }

    /// <inheritdoc/>
    public int Batch { get; }

    /// <summary>How the network is cut.</summary>
    public PartitionPlan Plan { get; }

    /// <summary>What the devices have sent so far, counted at the mailboxes, exchange by exchange in the plan's order; bytes of all images together.</summary>
    public IReadOnlyList<Exchange> Exchanged => _devices.Exchanged();

    /// <summary>What was recorded; null unless <see cref="DeviceOptions.Timeline"/> asks for it.</summary>
    public Timeline? Timeline { get; }

    /// <summary>The devices, for those who look inside.</summary>
    internal DeviceSet Devices => _devices;

    /// <inheritdoc/>
    public Span<float> Input(int image)
    {
        Require(image);
        return new Span<float>(_devices.Memory.Input(image), (int)Model.Architecture.Input.Count);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Logits(int image)
    {
        Require(image);
        return new ReadOnlySpan<float>(_devices.Memory.Logits(image), Model.Architecture.Classes);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Probabilities(int image)
    {
        Require(image);
        return _probabilities.Span((long)image * Model.Architecture.Classes, Model.Architecture.Classes);
    }

    /// <inheritdoc/>
    /// <exception cref="DeviceException">A device failed or was killed. The next call starts it again.</exception>
    public void Run(int images, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(images, Batch);
        var granted = ThreadBudget.Take(_devices.Threads);
        try
        {
            _devices.Run(images, _options.ImagesTogether, _options.Timeline, cancellation);
        }
        finally
        {
            ThreadBudget.Return(granted);
        }
        if (Timeline is { IsFull: false } timeline) timeline.Add(new SpanReader(Plan, _devices.Memory, _devices.Algorithms).Read());
        for (var image = 0; image < images; image++)
        {
            var logits = Logits(image);
            if (!TensorCheck.AllFinite(logits)) throw NotFiniteException.For(Model, image, Input(image), logits);
            SoftmaxKernel.Run(logits, _probabilities.Span((long)image * logits.Length, logits.Length));
        }
    }

    /// <summary>Ends the devices and frees the memory.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _devices.Dispose();
        _probabilities.Dispose();
    }

    private void Require(int image)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(image);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(image, Batch);
    }
}
