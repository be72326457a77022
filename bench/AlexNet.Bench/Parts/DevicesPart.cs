using AlexNet.Bench.Devices;
using AlexNet.Bench.Network;
using AlexNet.Bench.Reporting;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Devices;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;

namespace AlexNet.Bench.Parts;

/// <summary>Two devices of one core each beside one device of two cores; what they send, and what recording it costs.</summary>
internal static class DevicesPart
{
    private const double Slack = 1.05;
    private const double MostWithTimeline = 1.01;

    private static readonly int[] Batches = [1, 16];

    public static void Run(BenchRun run)
    {
        run.Report.Heading("Two devices");
        run.Report.Paragraph(
            "The network cut over two devices of one core each (Invoke-AlexNetClassify -DeviceCount 2), threads of this process or processes of their own,\n" +
            "beside one device of two cores. The answers are compared bit by bit. Ratios are of two devices over one; recorded is the same with a timeline,\n" +
            "its ratio over the same devices without one.");
        var table = new MarkdownTable(
            "network", ["batch", "one device, ms/image", "two threads, ms/image", "threads / one", "two processes, ms/image", "processes / one", "recorded / not"]);
        var recording = new MarkdownTable("network", ["batch", "spans a call", "writing one, ns", "reading them, us", "together, us", "call with / without"]);
        foreach (var network in run.Options.Networks)
        {
            var model = ModelFactory.Create(KnownArchitectures.Get(network), weights: InitialWeights.Formula);
            foreach (var batch in Batches) Record(run, recording, model, batch, Add(run, table, model, batch));
        }
        run.Report.Table(table);
        run.Report.Paragraph(
            "Runs of the same network differ by more than a timeline costs, so its parts are measured by themselves: a device writes a span, many times over,\n" +
            "and the host reads a call's spans. Both devices write at once; the share is of a call on two threads.");
        run.Report.Table(recording);
        run.Report.Paragraph(
            "What crosses between the devices for one image, by the plan (Get-AlexNetDevicePlan) and counted at the mailboxes, and whether batches of 1, 2, 3\n" +
            "and 16 images get the same bits from one device, two threads and two processes.");
        run.Report.Table(ExchangeCheck.Table(run.Options.Quick ? run.Options.Networks : [.. KnownArchitectures.Names]));
        run.Report.Paragraph(
            "Calls on two processes one of which is killed at a random moment: how each ended, the longest there was, and the call after it, for which the\n" +
            "process is started anew and gets its weights. No call may take 5 s, and no process may be left.");
        var killed = new MarkdownTable("network", ["calls", "right answers", "errors that name the device", "longest call, s", "right calls after", "longest, s", "processes left"]);
        foreach (var network in run.Options.Networks) KilledCalls.Of(ModelFactory.Create(KnownArchitectures.Get(network), weights: InitialWeights.Formula), run.Options.Quick ? 10 : 100).AddTo(killed, network);
        run.Report.Table(killed);
    }

    /// <summary>Returns milliseconds of a call on two threads.</summary>
    private static double Add(BenchRun run, MarkdownTable table, Model model, int batch)
    {
        using var set = new DeviceContenders(model, batch);
        var (seconds, rounds) = (run.Seconds(full: 6, quick: 3), run.Options.Quick ? (5, 15) : (9, 41));
        var threads = NetworkBenchmark.Measure([set.Threads, set.One], batch, seconds, rounds);
        var processes = NetworkBenchmark.Measure([set.Processes, set.One], batch, seconds, rounds);
        var recorded = NetworkBenchmark.Measure([set.Recorded, set.Threads], batch, seconds, rounds);
        set.RequireSameBits();
        var target = batch == 1 ? 1 : Slack;
        table.Add(model.Name,
        [
            $"{batch}", threads.Cell(1),
            threads.Cell(0), run.Targets.Cell(threads, 1, $"{model.Name}, batch {batch}, two devices of kind {DeviceKind.Thread}", target),
            processes.Cell(0), run.Targets.Cell(processes, 1, $"{model.Name}, batch {batch}, two devices of kind {DeviceKind.Process}", target),
            run.Targets.Cell(recorded, 1, "", target: null),
        ]);
        return threads.Times[0].Median * batch;
    }

    private static void Record(BenchRun run, MarkdownTable table, Model model, int batch, double milliseconds)
    {
        var cost = RecordingCost.Of(model, batch);
        var share = cost.Microseconds / 1e3 / milliseconds;
        table.Add(model.Name,
        [
            $"{batch}", $"{cost.SpansPerCall:0}", $"{cost.NanosecondsPerSpan:0}", $"{cost.ReadingMicroseconds:0.0}", $"{cost.Microseconds:0.0}",
            $"{1 + share:0.0000}{run.Targets.Check($"{model.Name}, batch {batch}, with a timeline", "without one", 1 + share, MostWithTimeline)}",
        ]);
    }
}
