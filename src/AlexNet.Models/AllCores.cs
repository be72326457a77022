using System.Runtime.ExceptionServices;

namespace AlexNet.Models;

/// <summary>Work on several things at once.</summary>
internal static class AllCores
{
    /// <summary>Does the work for each, on all cores; the first error is thrown as itself.</summary>
    public static void ForEach<T>(IEnumerable<T> items, Action<T> work)
    {
        try
        {
            Parallel.ForEach(items, work);
        }
        catch (AggregateException errors)
        {
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }
    }
}
