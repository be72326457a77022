using AlexNet.Engine.Architectures;
using AlexNet.Engine.Devices;
using AlexNet.Engine.Inference;

namespace AlexNet.Engine.Tests.Inference;

/// <summary>The whole process is watched, since the workers' own counters cannot be read: no other test may run meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}

[Collection(AloneCollection.Name)]
public class AllocationTests
{
    public static TheoryData<string> Variants => [.. KnownArchitectures.Names];

    [Theory]
    [MemberData(nameof(Variants))]
    public void AForwardPassAllocatesNothing(string architecture)
    {
        using var session = new InferenceSession(InferencePlan.For(TestModels.Small(architecture)), 4, 2);
        RequireNone(session);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void NorDoesOneOnTwoDevices(string architecture)
    {
        using var session = new DeviceSession(TestModels.Small(architecture), batch: 4);
        RequireNone(session);
    }

    private static void RequireNone(IInferenceSession session)
    {
        for (var image = 0; image < 4; image++) TestModels.Fill(session.Input(image), image);
        for (var warm = 0; warm < 3; warm++) session.Run(4, default);
        // The runtime itself may allocate at any time, as when it compiles in the background: the least of several counts.
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 40 && least > 0; attempt++)
        {
            var mine = GC.GetAllocatedBytesForCurrentThread();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            session.Run(4, default);
            var inProcess = GC.GetTotalAllocatedBytes(precise: true) - before;
            least = Math.Min(least, Math.Max(inProcess, GC.GetAllocatedBytesForCurrentThread() - mine));
        }
        Assert.Equal(0, least);
    }
}
