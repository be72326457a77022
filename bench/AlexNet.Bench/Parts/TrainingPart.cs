using System.Runtime.InteropServices;
using AlexNet.Bench.Measuring;
using AlexNet.Bench.Reporting;
using AlexNet.Bench.Rivals;
using AlexNet.Bench.Rivals.Libtorch;
using AlexNet.Bench.Training;

namespace AlexNet.Bench.Parts;

/// <summary>Training steps of the paper's network, ours beside libtorch's.</summary>
internal static class TrainingPart
{
    private const string Network = "paper";
    private const int ProfiledBatch = 32;

    // After three steps the same weights have been changed in the same way, or one of the two is wrong.
    private const int WarmUpSteps = 3;
    private const double MaxLossDifference = 1e-3;

    private static readonly int[] Batches = [32, 128];

    public static void Run(BenchRun run)
    {
        run.Report.Heading("Training steps");
        run.Report.Paragraph(
            "A whole step of the paper's network: forward, backward, momentum and weight decay, fp32, without dropout so that losses can be compared: after\n" +
            $"{WarmUpSteps} steps they differ by less than {MaxLossDifference:0.0e0}, relative. Each engine is a process of its own, whose peak of memory is that of the process.");
        var threads = run.Options.Threads[^1];
        var table = new MarkdownTable("batch, threads", ["engine", "s/step", "images/s", "ours / this", "peak memory, MB"]);
        foreach (var batch in Batches) Compare(run, table, batch, threads);
        run.Report.Table(table);
        Profile(run, threads);
    }

    private static void Compare(BenchRun run, MarkdownTable table, int batch, int threads)
    {
        using var folder = new TemporaryFolder();
        var contenders = new List<TrainingContender> { TrainingContender.Ours(Network, batch, threads) };
        try
        {
            if (run.Libtorch is { } libtorch) contenders.Add(Libtorch(libtorch, folder.Path, batch, threads));
            for (var step = 0; step < WarmUpSteps; step++) contenders.ForEach(contender => contender.Step());
            foreach (var rival in contenders.Skip(1))
                if (!(Math.Abs(rival.Loss - contenders[0].Loss) <= MaxLossDifference * rival.Loss))
                    throw new InvalidOperationException($"batch {batch}: our loss is {contenders[0].Loss}, that of {rival.Name} {rival.Loss}");
            var comparison = new Comparison([.. contenders.Select(contender => contender.Name)]);
            comparison.Run(run.Seconds(full: 30, quick: 5), run.Options.Quick ? (2, 3) : (3, 9), index => contenders[index].Step());
            for (var i = 0; i < contenders.Count; i++)
            {
                var ratio = i == 0 ? "" : run.Targets.Cell(comparison, i, $"training step, batch {batch}, {threads} threads", 1);
                table.Add($"{batch}, {threads}", [contenders[i].Name, comparison.Cell(i, "0.000"), $"{batch / comparison.Times[i].Median:0.0}", ratio, $"{contenders[i].Peak / 1e6:0}"]);
            }
        }
        finally
        {
            contenders.ForEach(contender => contender.Dispose());
        }
    }

    private static TrainingContender Libtorch(LibtorchProgram program, string folder, int batch, int threads)
    {
        var model = OurTraining.Model(Network);
        var images = Path.Combine(folder, "images.bin");
        File.WriteAllBytes(images, MemoryMarshal.AsBytes<float>(OurTraining.Images(model, batch)).ToArray());
        return TrainingContender.Libtorch(program, LibtorchExport.Write(model, new WeightsFile(model, folder), folder), images, batch, threads);
    }

    private static void Profile(BenchRun run, int threads)
    {
        using var training = new OurTraining(Network, ProfiledBatch, threads);
        training.Step();
        training.Watch();
        var steps = run.Options.Quick ? 2 : 6;
        for (var step = 0; step < steps; step++) training.Step();
        run.Report.Heading($"Where a step's time goes: batch {ProfiledBatch}, threads {threads}", 3);
        var table = new MarkdownTable("part", ["ms/step", "share"]);
        var all = training.Times.Values.Sum();
        foreach (var (part, seconds) in training.Times) table.Add(part, [$"{seconds * 1e3 / steps:0.0}", $"{seconds / all:P0}"]);
        run.Report.Table(table);
    }
}
