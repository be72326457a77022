using System.Diagnostics;
using AlexNet.Bench.Training;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Training;

namespace AlexNet.Bench.Parts;

/// <summary>Training steps.</summary>
internal static class TrainingPart
{
    public static void Run(BenchRun run)
    {
        foreach (var batch in run.Options.Batches.Where(batch => batch > 1))
        {
            using var ours = new OurTraining("paper", batch, run.Options.Threads[^1]);
            ours.Step();
            var start = Stopwatch.GetTimestamp();
            var steps = batch >= 64 ? 2 : 4;
            ours.Watch(true);
            for (var step = 0; step < steps; step++) ours.Step();
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds / steps;
            Console.WriteLine($"batch {batch}: {seconds:0.000} s, {batch / seconds:0.0} images/s");
            ours.Print(steps);
        }
    }
}
