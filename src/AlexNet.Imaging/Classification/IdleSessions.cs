using AlexNet.Engine.Inference;

namespace AlexNet.Imaging.Classification;

/// <summary>
/// Sessions that nobody computes with. A classifier holds one for its turn only: many classifiers of a process then go through the same maps, which stay in the caches, and another call soon
/// after finds its memory and its threads as they were. What nobody wanted for a second is freed.
/// </summary>
internal static class IdleSessions
{
    private static readonly List<InferenceSession> Idle = [];

    /// <summary>How many there are.</summary>
    public static int Count
    {
        get
        {
            lock (Idle) return Idle.Count;
        }
    }

    /// <summary>A session of a plan for so many images at least; to be given back.</summary>
    public static InferenceSession Take(InferencePlan plan, int images, int threads)
    {
        lock (Idle)
        {
            var found = Idle.FindIndex(session => session.Plan == plan && session.Batch >= images && session.Threads == (threads == 0 ? Environment.ProcessorCount : threads));
            if (found >= 0)
            {
                var session = Idle[found];
                Idle.RemoveAt(found);
                return session;
            }
        }
        return new InferenceSession(plan, images, threads);
    }

    /// <summary>Keeps a session for the next who takes one, in place of the one that has waited longest where there are as many as could compute at once.</summary>
    public static void Give(InferenceSession session)
    {
        InferenceSession? surplus = null;
        lock (Idle)
        {
            Idle.Add(session);
            if (Idle.Count > Environment.ProcessorCount)
            {
                surplus = Idle[0];
                Idle.RemoveAt(0);
            }
        }
        surplus?.Dispose();
        // The threads whose end frees it may have ended before it came.
        if (DecoderPool.IsAtRest) Clear();
    }

    /// <summary>Frees all of them.</summary>
    public static void Clear()
    {
        List<InferenceSession> idle;
        lock (Idle)
        {
            idle = [.. Idle];
            Idle.Clear();
        }
        foreach (var session in idle) session.Dispose();
    }
}
