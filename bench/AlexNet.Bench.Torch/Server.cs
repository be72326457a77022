using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace AlexNet.Bench.Torch;

/// <summary>Keeps a network warm. A line "run" is answered by the seconds of one forward pass; "logits PATH" writes the last ones into a file.</summary>
internal static class Server
{
    private const int TrialRuns = 5;

    public static void Run(string path, string input, int batch, int threads)
    {
        set_num_threads(threads);
        using var inference = inference_mode(true);
        using var images = Images.Read(input, batch);
        var (network, arranged, layout) = Faster(path, images);
        Answer(layout);
        while (Console.ReadLine() is { } line)
        {
            var words = line.Split(' ', 2);
            if (words[0] == "logits")
            {
                File.WriteAllBytes(words[1], MemoryMarshal.AsBytes<float>(network.Logits.contiguous().data<float>().ToArray()));
                Answer("written");
            }
            else
            {
                Answer(Seconds(network, arranged).ToString("R", CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>Whether channels first or last is faster depends on network, batch and threads: the rival may have what suits it.</summary>
    private static (Network Network, Tensor Images, string Layout) Faster(string path, Tensor images)
    {
        var first = new Network(path, channelsLast: false, mapped: false);
        var last = new Network(path, channelsLast: true, mapped: false);
        var arranged = last.Arrange(images);
        double Best(Network network, Tensor tensor) => Enumerable.Range(0, TrialRuns).Min(_ => Seconds(network, tensor));
        return Best(last, arranged) < Best(first, images) ? (last, arranged, "channels last") : (first, images, "channels first");
    }

    private static double Seconds(Network network, Tensor images)
    {
        var start = Stopwatch.GetTimestamp();
        network.Run(images).Dispose();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Answer(string line)
    {
        Console.WriteLine(line);
        Console.Out.Flush();
    }
}
