using System.Globalization;
using AlexNet.Engine.Devices.Timelines;

namespace AlexNet.Engine.Inference.Measuring;

/// <summary>How long a layer, together with what is fused into it, took over all forward passes of a run.</summary>
/// <param name="Layer">Name of the layer, as in <c>conv1</c>.</param>
/// <param name="Algorithm">What computed a convolution; null for other layers.</param>
/// <param name="Device">The device that computed it; null where the threads of this process are the one device.</param>
/// <param name="Milliseconds">Sum over all passes.</param>
/// <param name="Images">Images of all passes.</param>
public sealed record LayerTime(string Layer, string? Algorithm, string? Device, double Milliseconds, int Images)
{
    /// <summary>What the devices spent on each layer, waiting and sending left out: device after device, layers in order.</summary>
    public static IReadOnlyList<LayerTime> Of(Timeline timeline) =>
    [
        .. from span in timeline.Spans
           where span.Kind is SpanKind.Compute or SpanKind.Prepare
           group span by (span.Device, span.Layer) into layer
           orderby layer.Key.Device
           select new LayerTime(
               layer.Key.Layer, layer.First().Algorithm, layer.Key.Device, layer.Sum(span => span.Duration), layer.Where(span => span.Kind == SpanKind.Compute).Sum(span => span.Images)),
    ];

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Device is null ? "" : Device + " ")}{Layer}{(Algorithm is null ? "" : $" by {Algorithm}")}: {Milliseconds / Images:0.000} ms an image, {Milliseconds:0.0} ms for {Images}");
}
