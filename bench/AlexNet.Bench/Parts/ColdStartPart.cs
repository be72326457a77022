using AlexNet.Bench.ColdStart;
using AlexNet.Bench.Measuring;
using AlexNet.Bench.Network;
using AlexNet.Bench.Reporting;
using AlexNet.Bench.Rivals.Onnx;
using AlexNet.Models;

namespace AlexNet.Bench.Parts;

/// <summary>From the start of a process to its first prediction, and how much memory it takes.</summary>
internal static class ColdStartPart
{
    private const int Threads = 2;
    private const int MemoryPasses = 20;
    private const double Target = 0.35;
    private const double MemoryTarget = 0.75;

    public static void Run(BenchRun run)
    {
        if (!FirstPredictionProgram.Exists)
        {
            run.Report.Paragraph("The program for one prediction was not published (build.sh bench does so): cold start and memory are left out.");
            return;
        }
        run.Report.Heading("Cold start and memory");
        run.Report.Paragraph(
            $"From starting a process to the answer for one image, {Threads} threads, fp32, the model's file in the page cache: every process is a .NET program\n" +
            $"that loads, runs once and prints, its managed code compiled ahead of time (ReadyToRun). Memory is the most that such a process had after\n" +
            $"{MemoryPasses} more passes (VmHWM, pages of mapped files included). libtorch gets its weights read into tensors, as TorchSharp's own load does, or\n" +
            "mapped (from_file), which its users seldom do. The targets are against each rival's usual way: the weights beside the model, and read.");
        var table = new MarkdownTable("network", ["engine", "first prediction, ms", "ours / this", "peak memory, MB", "ours / this"]);
        foreach (var network in run.Options.Networks) Add(run, table, network);
        run.Report.Table(table);
    }

    private static void Add(BenchRun run, MarkdownTable table, string network)
    {
        using var setup = new NetworkSetup(network);
        var starters = Starters(run, setup);
        var comparison = new Comparison([.. starters.Select(starter => starter.Name)]);
        // The first round reads the files into the page cache and does not count.
        foreach (var starter in starters) starter.FirstPrediction();
        comparison.Run(run.Seconds(full: 30, quick: 6), run.Options.Quick ? (2, 5) : (5, 15), index => starters[index].FirstPrediction());
        var memory = OperatingSystem.IsLinux() ? starters.ConvertAll(starter => starter.PeakMemory(MemoryPasses)) : null;
        for (var i = 0; i < starters.Count; i++)
        {
            var isTarget = i is 1 or 3;
            var time = i == 0 ? "" : run.Targets.Cell(comparison, i, $"{network}, cold start", isTarget ? Target : null);
            var share = i == 0 || memory is null ? "" : $"{memory[0] / memory[i]:0.00}{run.Targets.Check($"{network}, peak memory, batch 1", starters[i].Name, memory[0] / memory[i], isTarget ? MemoryTarget : null)}";
            table.Add(network, [starters[i].Name, comparison.Cell(i, "0"), time, memory is null ? "" : $"{memory[i]:0}", share]);
        }
    }

    private static List<Starter> Starters(BenchRun run, NetworkSetup setup)
    {
        var ours = Path.Combine(setup.Folder, "model.safetensors");
        ModelFile.Save(setup.Model, ours);
        var oneFile = new OnnxExport(setup.Model, null).Write(setup.Folder, "one-file.onnx");
        var images = setup.InputFile(1);
        Starter This(string name, string engine, string model) =>
            new(name, passes => FirstPredictionProgram.Start(engine, model, images, $"{Threads}", $"{passes}"));
        List<Starter> starters =
        [
            This("AlexNetShell", "ours", ours),
            This("ONNX Runtime, weights beside the model", "onnxruntime", setup.OnnxPath),
            This("ONNX Runtime, one file", "onnxruntime", oneFile),
        ];
        Starter Libtorch(string name, string word) => new(name, passes => run.Libtorch!.Start(word, setup.LibtorchPath, images, $"{Threads}", $"{passes}"));
        if (run.Libtorch is not null) starters.AddRange([Libtorch("libtorch, weights read", "once-read"), Libtorch("libtorch, weights mapped", "once-mapped")]);
        return starters;
    }
}
