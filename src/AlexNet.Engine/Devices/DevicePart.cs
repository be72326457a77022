using AlexNet.Engine.Devices.Memory;
using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Devices;

/// <summary>A device's share of a network.</summary>
/// <param name="Plan">How the network is cut.</param>
/// <param name="Index">Which share.</param>
/// <param name="Weight">The share's rows of the parameter of a name.</param>
/// <param name="Algorithms">What computes each convolution of the whole network, by name.</param>
/// <param name="Memory">The memory that the devices share.</param>
/// <param name="Cores">The cores of the device's threads, one a thread.</param>
internal sealed record DevicePart(
    PartitionPlan Plan, int Index, Func<string, WeightTensor> Weight, IReadOnlyDictionary<string, ConvolutionAlgorithm> Algorithms, ExchangeMemory Memory, IReadOnlyList<int> Cores)
{
    /// <summary>Name of the device.</summary>
    public string Name => DeviceNames.Of(Index);

    /// <summary>Every parameter's share, in the order of the layers.</summary>
    public IEnumerable<WeightTensor> Weights => ParameterRows(Plan, Index).Select(parameter => Weight(parameter.Name));

    /// <summary>The shapes of a share's parameters, in the order of the layers.</summary>
    public static IEnumerable<ParameterShape> ParameterRows(PartitionPlan plan, int device) =>
        from layer in plan.Layers
        from parameter in layer.Shapes.Parameters
        select parameter with { Extents = [layer.Writes[device].Count, .. parameter.Extents.Skip(1)] };
}

/// <summary>What devices are called.</summary>
internal static class DeviceNames
{
    /// <summary>Their host is the processor of this machine.</summary>
    public static string Of(int index) => $"cpu{index}";
}
