using System.Management.Automation;
using AlexNet.Engine.Devices.Timelines;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Devices;

/// <summary>The timeline of the last command of this process that recorded one.</summary>
internal static class LastTimeline
{
    private static Timeline? _last;

    /// <summary>Keeps one.</summary>
    public static void Set(Timeline timeline) => Volatile.Write(ref _last, timeline);

    /// <summary>The last one, or one forward pass of it.</summary>
    /// <param name="call">The number of the pass; 0 for all.</param>
    /// <exception cref="Failure">Nothing was recorded, or there is no such pass.</exception>
    public static Timeline Get(int call)
    {
        if (Volatile.Read(ref _last) is not { Calls: > 0 } last)
            throw new Failure(ErrorIds.TimelineMissing, ErrorCategory.ObjectNotFound, null, "No timeline was recorded in this session.", "Run Invoke-AlexNetClassify with -Timeline first.");
        if (call > last.Calls)
            throw new Failure(ErrorIds.TimelineCallNotFound, ErrorCategory.InvalidArgument, call, $"The timeline has no forward pass {call}, but {last.Calls}.", "Leave out -Call for all of them.");
        return call == 0 ? last : last.Of(call);
    }
}
