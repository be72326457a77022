using System.Diagnostics;
using AlexNet.Bench.Reporting;
using AlexNet.Engine.Devices;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;

namespace AlexNet.Bench.Devices;

/// <summary>Calls of a network on two processes, one of which is killed at a random moment of each: how they ended, and how those after them did.</summary>
internal sealed record KilledCalls(int Calls, int Answers, int Errors, double Longest, int RightAfter, double LongestAfter, int ProcessesLeft)
{
    private static readonly int[] Batches = [1, 2, 3, 16];

    /// <exception cref="InvalidOperationException">A call gave a wrong answer.</exception>
    public static KilledCalls Of(Model model, int calls)
    {
        using var one = new InferenceSession(InferencePlan.For(model), Batches[^1]);
        var session = new DeviceSession(model, new DeviceOptions { Kind = DeviceKind.Process }, Batches[^1]);
        var (random, processes) = (new Random(2012), new HashSet<int>());
        for (var image = 0; image < Batches[^1]; image++) SeededWeights.Fill(one.Input(image), $"bench.image{image}", seed: 0, scale: 128);
        one.Run(Batches[^1]);
        var spare = Seconds(() => Call(session, one, Batches[^1]));
        int answers = 0, errors = 0, after = 0;
        double longest = 0, longestAfter = 0;
        for (var call = 0; call < calls; call++)
        {
            var batch = Batches[random.Next(Batches.Length)];
            processes.UnionWith(session.Devices.All.Select(device => device!.ProcessId));
            using var victim = Process.GetProcessById(session.Devices.All[random.Next(2)]!.ProcessId);
            // Up to the time that the batch takes, so that most moments are within the call.
            using var killing = new Timer(_ => victim.Kill(), null, random.Next(1 + (int)(1000 * spare * batch / Batches[^1])), Timeout.Infinite);
            longest = Math.Max(longest, Seconds(() =>
            {
                try
                {
                    Call(session, one, batch);
                    answers++;
                }
                catch (DeviceException error) when (error.Message.Contains($"({victim.Id}) ended", StringComparison.Ordinal))
                {
                    errors++;
                }
            }));
            victim.WaitForExit();
            longestAfter = Math.Max(longestAfter, Seconds(() => Call(session, one, batch)));
            after++;
        }
        processes.UnionWith(session.Devices.All.Select(device => device!.ProcessId));
        session.Dispose();
        return new KilledCalls(calls, answers, errors, longest, after, longestAfter, processes.Count(IsAlive));
    }

    /// <summary>Adds a row.</summary>
    public void AddTo(MarkdownTable table, string network) =>
        table.Add(network, [$"{Calls}", $"{Answers}", $"{Errors}", $"{Longest:0.00}", $"{RightAfter}", $"{LongestAfter:0.00}", $"{ProcessesLeft}"]);

    private static void Call(DeviceSession session, InferenceSession one, int batch)
    {
        for (var image = 0; image < batch; image++) one.Input(image).CopyTo(session.Input(image));
        session.Run(batch);
        for (var image = 0; image < batch; image++)
            if (!session.Logits(image).SequenceEqual(one.Logits(image))) throw new InvalidOperationException($"image {image} of a batch of {batch} was answered wrongly after a process was killed");
    }

    private static double Seconds(Action call)
    {
        var start = Stopwatch.GetTimestamp();
        call();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.WaitForExit(2000);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
