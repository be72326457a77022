using AlexNet.Bench.Measuring;
using AlexNet.Engine.Devices.Hardware;

namespace AlexNet.Bench.Limits;

/// <summary>The most fused multiply-adds the cores do, see <see cref="FmaLoop"/>.</summary>
internal static class FmaPeak
{
    /// <summary>Runs for about <paramref name="flops"/> operations on each thread; returns GFLOP/s of all threads together.</summary>
    public static double Measure(int threads, double flops)
    {
        var rounds = (long)Math.Max(1, flops / FmaLoop.Flops);
        var seconds = Timing.Seconds(threads, _ => FmaLoop.Run(rounds));
        return threads * rounds * FmaLoop.Flops / seconds / 1e9;
    }
}
