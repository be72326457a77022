using AlexNet.Engine.Tests.Inference;
using AlexNet.Engine.Training;

namespace AlexNet.Engine.Tests.Training;

[Collection(AloneCollection.Name)]
public class StepAllocationTests
{
    [Theory]
    [InlineData(OptimizerKind.Momentum, 1)]
    [InlineData(OptimizerKind.AdamW, 1)]
    [InlineData(OptimizerKind.Momentum, 2)]
    public void AStepAllocatesNothing(OptimizerKind optimizer, int devices)
    {
        var model = TinyNetworks.Model();
        using var session = new TrainingSession(model, new TrainingOptions
        {
            BatchSize = 9,
            Threads = 2,
            Devices = devices,
            Optimizer = optimizer,
            WeightAverage = 0.9f
        });
        var (images, targets) = (TinyNetworks.Images(model, 9), TinyNetworks.Targets(9));
        session.Step(0, 0.001f, images, targets);
        // The runtime itself may allocate at any time, as when it compiles in the background: the least of several counts.
        var least = long.MaxValue;
        for (var attempt = 1; attempt < 40 && least > 0; attempt++)
        {
            var mine = GC.GetAllocatedBytesForCurrentThread();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            session.Step(attempt, 0.001f, images, targets);
            session.Evaluate(images, targets);
            var inProcess = GC.GetTotalAllocatedBytes(precise: true) - before;
            least = Math.Min(least, Math.Max(inProcess, GC.GetAllocatedBytesForCurrentThread() - mine));
        }
        Assert.Equal(0, least);
    }
}
