using System.Diagnostics;
using System.Globalization;

namespace AlexNet.Bench.Training;

/// <summary>Our side of a comparison, in the words of the libtorch program: "step" is answered by its seconds and loss, "peak" by the most memory in bytes.</summary>
internal static class TrainingServer
{
    public static void Run(string network, int batch, int threads)
    {
        using var training = new OurTraining(network, batch, threads);
        Answer("ready");
        while (Console.ReadLine() is { } line)
        {
            if (line == "peak")
            {
                Answer(Process.GetCurrentProcess().PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
                continue;
            }
            var start = Stopwatch.GetTimestamp();
            var result = training.Step();
            Answer(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds:R} {result.Loss:R}"));
        }
    }

    private static void Answer(string line)
    {
        Console.WriteLine(line);
        Console.Out.Flush();
    }
}
