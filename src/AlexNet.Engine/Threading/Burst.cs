using System.Runtime.ExceptionServices;

namespace AlexNet.Engine.Threading;

/// <summary>
/// A loop over all cores on threads of its own, for what a program does in its first moments, such as packing weights: the thread pool and its
/// parallel loops take longer to start than such work takes.
/// </summary>
internal static class Burst
{
    /// <summary>Runs pieces 0 to <paramref name="count"/> - 1, in any order, and returns when all are done.</summary>
    public static void For(int count, Action<int> piece)
    {
        var next = -1;
        ExceptionDispatchInfo? error = null;
        void Work()
        {
            try
            {
                for (int index; (index = Interlocked.Increment(ref next)) < count;) piece(index);
            }
            catch (Exception exception)
            {
                Volatile.Write(ref next, int.MaxValue / 2);
                Interlocked.CompareExchange(ref error, ExceptionDispatchInfo.Capture(exception), null);
            }
        }
        var helpers = new Thread[Math.Max(0, Math.Min(Environment.ProcessorCount, count) - 1)];
        for (var i = 0; i < helpers.Length; i++)
        {
            helpers[i] = new Thread(Work, 256 * 1024) { IsBackground = true, Name = "AlexNet packing" };
            helpers[i].Start();
        }
        Work();
        foreach (var helper in helpers) helper.Join();
        error?.Throw();
    }
}
