using System.Text.Json;
using System.Xml.Linq;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Devices;
using AlexNet.Engine.Devices.Timelines;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Timelines;

namespace AlexNet.Rendering.Tests;

public class TimelineTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static Timeline Record()
    {
        var model = ModelFactory.Create(KnownArchitectures.Get("bvlc").Scale(fullyConnected: 16, classes: 10, inputSize: 83), weights: InitialWeights.Formula);
        using var session = new DeviceSession(model, new DeviceOptions { Timeline = true }, batch: 3);
        session.Run(3);
        session.Run(1);
        return session.Timeline!;
    }

    [Fact]
    public void TheDrawingHasABarForEverySpanAndAnArrowForEveryMessage()
    {
        var timeline = Record().Of(1);
        var svg = XDocument.Parse(SvgWriter.Document(TimelineDrawing.Draw(timeline))).Root!;
        int Count(string element, string kind) => svg.Descendants(Svg + element).Count(found => (string?)found.Attribute("data-part") == kind);
        foreach (var kind in Enum.GetValues<SpanKind>()) Assert.Equal(timeline.Spans.Count(span => span.Kind == kind), Count("rect", $"{kind}"));
        Assert.Equal(timeline.Spans.Count(span => span.To is not null), Count("line", "message"));
        // Into two halos, conv3 and three fully connected layers, each way.
        Assert.Equal(2 * 6, timeline.Spans.Where(span => span.To is not null).Select(span => (span.Device, span.Layer)).Distinct().Count());
        Assert.Equal(2, Count("rect", "ground"));
    }

    [Fact]
    public void TheTraceIsWhatWasRecorded()
    {
        var timeline = Record();
        using var trace = JsonDocument.Parse(ChromeTrace.Write(timeline));
        var events = trace.RootElement.GetProperty("traceEvents").EnumerateArray().ToList();
        List<JsonElement> Of(string phase) => [.. events.Where(found => found.GetProperty("ph").GetString() == phase)];
        Assert.Equal(timeline.Spans.Count, Of("X").Count);
        Assert.Equal(timeline.Spans.Count(span => span.To is not null), Of("s").Count);
        Assert.Equal(Of("s").Count, Of("f").Count);
        Assert.Equal(timeline.Spans.Sum(span => span.Bytes), Of("X").Sum(found => found.GetProperty("args").GetProperty("bytes").GetInt64()));
        Assert.All(Of("X").Zip(timeline.Spans), pair => Assert.Equal(pair.Second.Start * 1e3, pair.First.GetProperty("ts").GetDouble(), 0.001));
    }

    [Fact]
    public void EveryLayerIsThereOnBothDevicesAndNothingOverlaps()
    {
        var timeline = Record();
        Assert.Equal(2, timeline.Calls);
        foreach (var device in timeline.Devices)
        {
            var spans = timeline.Spans.Where(span => span.Device == device).ToList();
            Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start, $"{pair.First} then {pair.Second}"));
            var layers = spans.Where(span => span.Kind == SpanKind.Compute).Select(span => span.Layer).Distinct().Order();
            Assert.Equal(["conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7", "fc8", "norm1+pool1", "norm2+pool2", "pool5"], layers);
        }
        Assert.All(timeline.Spans.Where(span => span.Layer == "conv3" && span.Kind == SpanKind.Compute), span => Assert.NotNull(span.Algorithm));
    }
}
