using AlexNet.Engine.Devices.Memory;
using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Devices.Processes;

/// <summary>Everything that a device's process must know of its share, but the weights themselves, whose sizes follow from it.</summary>
/// <param name="Plan">How the network is cut.</param>
/// <param name="Index">Which share.</param>
/// <param name="Layout">Where things are in shared memory.</param>
/// <param name="MemoryName">What shared memory is opened by.</param>
/// <param name="Cores">The cores of the device's threads.</param>
/// <param name="Algorithms">What computes each convolution.</param>
/// <param name="Types">How each of the share's parameters is stored, in the order of the layers.</param>
internal sealed record LoadMessage(
    PartitionPlan Plan, int Index, ExchangeLayout Layout, string MemoryName, IReadOnlyList<int> Cores, IReadOnlyDictionary<string, ConvolutionAlgorithm> Algorithms, IReadOnlyList<ElementType> Types)
{
    /// <summary>Both sides must be of the same build: the numbers of the plan follow from code.</summary>
    public static readonly Guid Version = typeof(LoadMessage).Module.ModuleVersionId;

    private const int MostCores = 1024;

    /// <summary>Writes it.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Version.ToByteArray());
        ArchitectureMessage.Write(writer, Plan.Architecture);
        writer.Write(Plan.Devices);
        writer.Write(Index);
        writer.Write(Layout.Batch);
        writer.Write(MemoryName);
        writer.Write(Cores.Count);
        foreach (var core in Cores) writer.Write(core);
        foreach (var name in Convolutions(Plan)) writer.Write((int)Algorithms[name]);
        foreach (var type in Types) writer.Write((int)type);
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is of another build, or a number is out of range.</exception>
    /// <exception cref="ShapeException">The network is none, or cannot be cut so.</exception>
    public static LoadMessage Read(BinaryReader reader)
    {
        if (!new ReadOnlySpan<byte>(reader.ReadBytes(16)).SequenceEqual(Version.ToByteArray()))
            throw new InvalidDataException("the worker and the engine are of different builds; build or install the module again");
        var architecture = ArchitectureMessage.Read(reader);
        var plan = new PartitionPlan(architecture, reader.Int32("devices", 1, PartitionPlan.MaxDevices));
        var index = reader.Int32("device", 0, plan.Devices - 1);
        var layout = new ExchangeLayout(plan, reader.Int32("batch", 1, DeviceSession.MaxBatch));
        var memory = reader.ReadString();
        var cores = new int[reader.Int32("threads", 1, MostCores)];
        for (var i = 0; i < cores.Length; i++) cores[i] = reader.Int32("core", 0, 1 << 16);
        var algorithms = Convolutions(plan).ToDictionary(name => name, _ => reader.Choice<ConvolutionAlgorithm>());
        foreach (var shapes in architecture.Shapes.Where(shapes => shapes.Layer is Layers.Convolution))
            if (!ConvolutionSteps.Supports(algorithms[shapes.Layer.Name], (Layers.Convolution)shapes.Layer, shapes.Input))
                throw new InvalidDataException($"layer '{shapes.Layer.Name}' cannot be computed by {algorithms[shapes.Layer.Name]}");
        ElementType[] types = [.. DevicePart.ParameterRows(plan, index).Select(_ => reader.Choice<ElementType>())];
        return new LoadMessage(plan, index, layout, memory, cores, algorithms, types);
    }

    private static IEnumerable<string> Convolutions(PartitionPlan plan) => plan.Architecture.Layers.OfType<Layers.Convolution>().Select(layer => layer.Name);
}
