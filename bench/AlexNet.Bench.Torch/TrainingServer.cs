using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace AlexNet.Bench.Torch;

/// <summary>Keeps a network in training. A line "step" is answered by its seconds and loss; "peak" by the most memory the process had, in bytes.</summary>
internal static class TrainingServer
{
    public static void Run(string path, string input, int batch, int threads)
    {
        set_num_threads(threads);
        using var images = Images.Read(input, batch);
        var network = new Network(path, channelsLast: false, mapped: false, trains: true);
        using var optimizer = optim.SGD(network.Parameters, 0.01, momentum: 0.9, weight_decay: 0.0005);
        Tensor? targets = null;
        Answer("ready");
        while (Console.ReadLine() is { } line)
        {
            if (line == "peak")
            {
                var kilobytes = File.ReadLines("/proc/self/status").First(text => text.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
                Answer((long.Parse(kilobytes, CultureInfo.InvariantCulture) * 1024).ToString(CultureInfo.InvariantCulture));
                continue;
            }
            var start = Stopwatch.GetTimestamp();
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var logits = network.Run(images);
            targets ??= tensor(Enumerable.Range(0, batch).Select(index => index * 37L % logits.shape[1]).ToArray()).DetachFromDisposeScope();
            var loss = nn.functional.cross_entropy(logits, targets);
            loss.backward();
            optimizer.step();
            Answer(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds:R} {loss.item<float>():R}"));
        }
    }

    private static void Answer(string line)
    {
        Console.WriteLine(line);
        Console.Out.Flush();
    }
}
