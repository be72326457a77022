using AlexNet.Bench.Measuring;
using AlexNet.Engine.Devices;
using AlexNet.Engine.Devices.Memory;
using AlexNet.Engine.Devices.Timelines;
using AlexNet.Engine.Models;

namespace AlexNet.Bench.Devices;

/// <summary>
/// What a timeline adds to a call, each part by itself and many times over: the devices write their spans, side by side, and the host reads them at the call's end.
/// The sum is far below what two runs of a network differ by, so that no ratio of such runs can show it.
/// </summary>
internal sealed record RecordingCost(double SpansPerCall, double NanosecondsPerSpan, double ReadingMicroseconds, int Devices)
{
    private const int Turns = 200;

    /// <summary>Microseconds that a call takes longer.</summary>
    public double Microseconds => SpansPerCall / Devices * NanosecondsPerSpan / 1e3 + ReadingMicroseconds;

    /// <summary>Records calls of a model on two devices.</summary>
    public static RecordingCost Of(Model model, int batch)
    {
        using var session = new DeviceSession(model, new DeviceOptions { Timeline = true }, batch);
        for (var call = 0; call < 3; call++) session.Run(batch);
        var spans = session.Timeline!.Spans.Count / (double)session.Timeline.Calls;
        var reader = new SpanReader(session.Plan, session.Devices.Memory, session.Devices.Algorithms);
        var names = session.Timeline.Devices;
        var reading = Median(() => new Timeline(model.Name, names).Add(reader.Read()), 1);
        return new RecordingCost(spans, Writing(session.Devices.Memory.Layout) * 1e9, reading * 1e6, names.Count);
    }

    private static double Writing(ExchangeLayout layout)
    {
        using var memory = new ExchangeMemory(new PrivateMemory(layout.Bytes), layout);
        var recorder = new SpanRecorder(memory, 0);
        return Median(() =>
        {
            recorder.Begin(isOn: true);
            for (var i = 0; i < layout.SpanCapacity; i++) recorder.Add(recorder.Start(), SpanKind.Compute, (i, 1), 0, 0, 1, 0);
        }, layout.SpanCapacity);
    }

    /// <summary>Median seconds of one of the things that a turn does so many of.</summary>
    private static double Median(Action turn, int things)
    {
        var times = new Series();
        Timing.WarmUp(turn);
        for (var i = 0; i < Turns; i++) times.Add(Timing.Seconds(turn) / things);
        return times.Median;
    }
}
