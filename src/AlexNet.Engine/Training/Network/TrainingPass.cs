using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Training.Network;

/// <summary>
/// A batch's way through the network and back: the memory for it. Every layer's outputs are kept for the whole batch; gradients live a few images at a time
/// before the fully connected layers, in two buffers that layers write in turn.
/// </summary>
internal sealed unsafe class TrainingPass : IDisposable
{
    /// <summary>
    /// Images that go through the layers before the fully connected ones together, whatever the threads: their maps and gradients stay in the last-level cache.
    /// It decides the order in which weight gradients are summed, so it is part of the results.
    /// </summary>
    private const int ImagesTogether = 8;

    private readonly TrainingNetwork _network;
    private readonly ThreadTeam _team;
    private readonly NativeBuffer[] _outputs;
    private readonly NativeBuffer[] _spatialGradients = new NativeBuffer[2];
    private readonly NativeBuffer[] _fullGradients = new NativeBuffer[2];
    private readonly NativeBuffer _shared;
    private readonly NativeBuffer _workers;
    private readonly long _workerStride;

    public TrainingPass(TrainingNetwork network, int batch, ThreadTeam team)
    {
        (_network, _team) = (network, team);
        var together = Math.Min(batch, ImagesTogether);
        _outputs = [.. network.Layers.Select(layer => NativeBuffer.Uncleared(batch * layer.Output.Count))];
        long spatial = 0, full = 0, shared = 0, worker = 0;
        for (var i = 0; i < network.Layers.Count; i++)
        {
            var layer = network.Layers[i];
            var images = i < network.SpatialLayers ? together : batch;
            (shared, worker) = (Math.Max(shared, layer.SharedScratch(images)), Math.Max(worker, layer.WorkerScratch(images)));
            if (i < network.SpatialLayers - 1) spatial = Math.Max(spatial, layer.Output.Count);
            if (i >= network.SpatialLayers - 1) full = Math.Max(full, layer.Output.Count);
        }
        for (var i = 0; i < 2; i++)
        {
            _spatialGradients[i] = new NativeBuffer(together * spatial);
            _fullGradients[i] = new NativeBuffer(batch * full);
        }
        _shared = new NativeBuffer(shared);
        // Whole pages, so that no two threads write to the same one.
        _workerStride = (worker + 1023) / 1024 * 1024;
        _workers = new NativeBuffer(_workerStride * team.Size);
    }

    /// <summary>The last layer's outputs after a forward pass, [images][classes].</summary>
    public float* Logits => _outputs[^1].Pointer;

    /// <summary>Where the gradient of <see cref="Logits"/> goes before a backward pass.</summary>
    public float* LogitGradient => _fullGradients[(_network.Layers.Count - 1) & 1].Pointer;

    /// <summary>Gets the name of each part when it is done.</summary>
    public Action<string>? PartDone { get; set; }

    /// <summary>Bytes of native memory.</summary>
    public long Bytes => sizeof(float) * (_outputs.Concat(_spatialGradients).Concat(_fullGradients).Sum(buffer => buffer.Length) + _shared.Length + _workers.Length);

    /// <summary>Computes the logits of some images.</summary>
    /// <param name="images">[count][input shape].</param>
    /// <param name="count">Number of images.</param>
    /// <param name="step">The step whose dropout is applied; null at test time.</param>
    public void Forward(float* images, int count, long? step)
    {
        for (var first = 0; first < count && _network.SpatialLayers > 0; first += ImagesTogether)
            for (var i = 0; i < _network.SpatialLayers; i++)
                Forward(i, Run(i, images, first, Math.Min(ImagesTogether, count - first), step, null));
        for (var i = _network.SpatialLayers; i < _network.Layers.Count; i++) Forward(i, Run(i, images, 0, count, step, null));
    }

    /// <summary>The way back from <see cref="LogitGradient"/> to the parameters' gradients.</summary>
    public void Backward(float* images, int count, long step, Optimizer optimizer)
    {
        for (var i = _network.Layers.Count - 1; i >= _network.SpatialLayers; i--) Backward(i, Run(i, images, 0, count, step, optimizer));
        for (var first = 0; first < count && _network.SpatialLayers > 0; first += ImagesTogether)
            for (var i = _network.SpatialLayers - 1; i >= 0; i--)
                Backward(i, Run(i, images, first, Math.Min(ImagesTogether, count - first), step, optimizer));
        _network.Finish(_team, optimizer);
        PartDone?.Invoke("update");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var buffer in _outputs) buffer.Dispose();
        foreach (var buffer in _spatialGradients) buffer.Dispose();
        foreach (var buffer in _fullGradients) buffer.Dispose();
        _shared.Dispose();
        _workers.Dispose();
    }

    private void Forward(int i, in LayerRun run)
    {
        _network.Layers[i].Forward(run);
        PartDone?.Invoke(_network.Layers[i].ForwardName);
    }

    private void Backward(int i, in LayerRun run)
    {
        _network.Layers[i].Backward(run);
        PartDone?.Invoke(_network.Layers[i].BackwardName);
    }

    private LayerRun Run(int i, float* images, int first, int count, long? step, Optimizer? optimizer) => new()
    {
        Team = _team,
        FirstImage = first,
        Images = count,
        Input = i == 0 ? images + first * _network.Layers[0].Input.Count : _outputs[i - 1].Pointer + first * _network.Layers[i].Input.Count,
        Output = _outputs[i].Pointer + first * _network.Layers[i].Output.Count,
        OutputGradient = optimizer is null ? null : Gradient(i, first),
        InputGradient = optimizer is null || i == 0 ? null : Gradient(i - 1, first),
        Shared = _shared.Pointer,
        Workers = _workers.Pointer,
        WorkerStride = _workerStride,
        Step = step,
        Optimizer = optimizer,
    };

    /// <summary>Where the gradient of a layer's output lies: of what the fully connected part reads, for the whole batch; before, for the images at hand.</summary>
    private float* Gradient(int layer, int firstImage) => layer < _network.SpatialLayers - 1
        ? _spatialGradients[layer & 1].Pointer
        : _fullGradients[layer & 1].Pointer + firstImage * _network.Layers[layer].Output.Count;
}
