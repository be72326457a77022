using AlexNet.Engine.Architectures;
using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Devices.Programs;

/// <summary>What one device does of a forward pass: a list of steps for each stage, its share of the weights packed in them.</summary>
/// <remarks>
/// A share runs the kernels of the whole layer, by the algorithm that was chosen for the whole layer: each output is the same sum in the same order, whoever computes it.
/// </remarks>
internal sealed class DeviceProgram
{
    private readonly PartitionPlan _plan;
    private readonly int _device;
    private readonly Func<string, WeightTensor> _weight;
    private readonly IReadOnlyDictionary<string, ConvolutionAlgorithm> _algorithms;
    private readonly StepCache _cache = new();

    /// <summary>Packs the device's share of the weights.</summary>
    /// <param name="plan">How the network is cut.</param>
    /// <param name="device">Which device it is for.</param>
    /// <param name="weight">The device's rows of the parameter of a name.</param>
    /// <param name="algorithms">What computes each convolution of the whole network, by name.</param>
    public DeviceProgram(PartitionPlan plan, int device, Func<string, WeightTensor> weight, IReadOnlyDictionary<string, ConvolutionAlgorithm> algorithms)
    {
        (_plan, _device, _weight, _algorithms) = (plan, device, weight, algorithms);
        Stages = [.. plan.Stages.Select(stage => (IReadOnlyList<Step>)[.. Build(stage)])];
    }

    /// <summary>The steps of each of the plan's stages.</summary>
    public IReadOnlyList<IReadOnlyList<Step>> Stages { get; }

    private int Towers => Math.Max(1, _plan.Architecture.Towers / _plan.Devices);

    private IEnumerable<Step> Build(PartitionStage stage)
    {
        var layers = stage.Layers;
        var from = 0;
        if (layers[0].Shapes.Layer is ResponseNormalization && layers[0].Reads[_device] != layers[0].Writes[_device])
        {
            from = EndOfHalo(layers);
            var wide = Steps([.. layers.Take(from).Select(layer => layer.Local(layers[0].Reads[_device].Count, layers[0].Reads[_device].Count))]);
            var (reads, writes) = (layers[0].Reads[_device], layers[0].Writes[_device]);
            yield return new HaloStep(wide.Single(), new ChannelRange(writes.First - reads.First, writes.Count));
        }
        foreach (var step in Steps([.. layers.Skip(from).Select(layer => layer.Local(layer.Reads[_device].Count, layer.Writes[_device].Count))])) yield return step;
    }

    /// <summary>The normalization and what joins it in one step: the pooling after it, and the nonlinearity after that.</summary>
    private static int EndOfHalo(IReadOnlyList<LayerPartition> layers)
    {
        if (layers.Count < 2 || layers[1].Shapes.Layer is not MaxPooling) return 1;
        return layers.Count > 2 && layers[2].Shapes.Layer is Activation ? 3 : 2;
    }

    private IReadOnlyList<Step> Steps(IReadOnlyList<LayerShapes> layers) => new StepBuilder(layers, Towers, _weight, GemmTiles.Best, _algorithms, _cache).Build();
}
