using AlexNet.Engine.Devices.Memory;
using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Inference.Planning;

namespace AlexNet.Engine.Devices.Timelines;

/// <summary>Turns the spans that devices wrote to shared memory into ones that name layers. What a process wrote is checked before it is believed.</summary>
/// <param name="plan">How the network is cut.</param>
/// <param name="memory">The memory that the devices share.</param>
/// <param name="algorithms">What computes each convolution.</param>
internal sealed unsafe class SpanReader(PartitionPlan plan, ExchangeMemory memory, IReadOnlyDictionary<string, ConvolutionAlgorithm> algorithms)
{
    /// <summary>The spans of the last call on all devices.</summary>
    public IEnumerable<(TimelineSpan Ticks, DeviceSpan Span)> Read()
    {
        for (var device = 0; device < plan.Devices; device++)
            for (var i = 0; i < Count(device); i++)
                if (Span(device, i) is var span && IsSane(span)) yield return (span, Describe(device, span));
    }

    private long Count(int device) => Math.Clamp(Volatile.Read(ref memory.Control(device)[2]), 0, memory.Layout.SpanCapacity);

    private TimelineSpan Span(int device, int index) => ((TimelineSpan*)memory.Spans(device))[index];

    private bool IsSane(TimelineSpan span) =>
        span.Layer >= 0 && span.Layers > 0 && (long)span.Layer + span.Layers <= plan.Layers.Count && Enum.IsDefined(span.Kind)
        && span.End >= span.Start && span.Images >= 0 && (uint)span.To < (uint)plan.Devices;

    private DeviceSpan Describe(int device, TimelineSpan span)
    {
        var layers = plan.Layers.Skip(span.Layer).Take(span.Layers).ToList();
        var isComputing = span.Kind is SpanKind.Compute or SpanKind.Prepare;
        return new DeviceSpan
        {
            Device = DeviceNames.Of(device),
            Layer = string.Join('+', layers.Select(layer => layer.Name)),
            Kind = span.Kind,
            Algorithm = isComputing && algorithms.TryGetValue(layers[0].Name, out var algorithm) ? algorithm.ToString() : null,
            To = span.Kind == SpanKind.Send ? DeviceNames.Of(span.To) : null,
            Call = 0,
            FirstImage = span.FirstImage,
            Images = span.Images,
            Start = 0,
            End = 0,
            Bytes = isComputing ? layers.Sum(layer => layer.Parameters(device)) * sizeof(float) : span.Bytes,
        };
    }
}
