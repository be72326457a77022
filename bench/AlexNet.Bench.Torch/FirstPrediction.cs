using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace AlexNet.Bench.Torch;

/// <summary>What a program does that is started for one photo: load, one forward pass, an answer. The parent holds the watch.</summary>
internal static class FirstPrediction
{
    public static void Run(string path, string input, int threads, int passes, bool mapped)
    {
        set_num_threads(threads);
        using var inference = inference_mode(true);
        using var images = Images.Read(input, 1);
        var network = new Network(path, channelsLast: false, mapped);
        using (var answer = network.Run(images)) Answer(answer.argmax(1).item<long>().ToString(CultureInfo.InvariantCulture));
        if (passes == 0) return;
        for (var pass = 0; pass < passes; pass++) network.Run(images).Dispose();
        Answer(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)));
    }

    private static void Answer(string line)
    {
        Console.WriteLine(line);
        Console.Out.Flush();
    }
}
