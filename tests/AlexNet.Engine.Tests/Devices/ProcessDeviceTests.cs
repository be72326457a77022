using System.Diagnostics;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Devices;
using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Tests.Inference;

namespace AlexNet.Engine.Tests.Devices;

public class ProcessDeviceTests
{
    private static readonly DeviceOptions Processes = new() { Kind = DeviceKind.Process };

    public static TheoryData<string> Variants => [.. KnownArchitectures.Names];

    [Theory]
    [MemberData(nameof(Variants))]
    public void TwoProcessesGiveTheBitsOfOneDevice(string network)
    {
        var model = TestModels.Small(network);
        using var session = new DeviceSession(model, Processes, batch: 16);
        foreach (var batch in new[] { 1, 2, 3, 16 }) DeviceCheck.SameBits(model, session, batch);
        DeviceCheck.SameBytes(session, images: 1 + 2 + 3 + 16);
    }

    [Theory]
    [InlineData(ElementType.BFloat16)]
    [InlineData(ElementType.Int8)]
    public void SmallerWeightsCrossToTheProcessesAsTheyAre(ElementType precision)
    {
        var model = TestModels.Small().WithWeightPrecision(precision);
        using var session = new DeviceSession(model, Processes, batch: 2);
        DeviceCheck.SameBits(model, session, 2);
    }

    [Fact]
    public void EachProcessHoldsItsShareOfTheWeightsAndNoMore()
    {
        var model = TestModels.Small();
        using var session = new DeviceSession(model, Processes);
        var devices = session.Devices.All;
        Assert.Equal(3, devices.Select(device => device!.ProcessId).Append(Environment.ProcessId).Distinct().Count());
        Assert.Equal(model.WeightBytes, devices.Sum(device => device!.WeightBytes));
        for (var device = 0; device < 2; device++) Assert.Equal(session.Plan.Parameters(device) * sizeof(float), devices[device]!.WeightBytes);
    }

    [Fact]
    public void NoProcessOutlivesItsSession()
    {
        var session = new DeviceSession(TestModels.Small(), Processes);
        var processes = session.Devices.All.Select(device => Process.GetProcessById(device!.ProcessId)).ToList();
        session.Dispose();
        Assert.All(processes, process => Assert.True(process.WaitForExit(5000)));
    }

    /// <summary>Every call ends with the right answer or with one error that names the device, and the call after it is right.</summary>
    [Fact]
    public void AKilledProcessEndsTheCallAndTheNextOneIsRight()
    {
        var model = TestModels.Small();
        var random = new Random(4);
        using var session = new DeviceSession(model, Processes, batch: 16);
        int errors = 0, answers = 0;
        for (var call = 0; call < 100; call++)
        {
            var batch = new[] { 1, 2, 3, 16 }[random.Next(4)];
            for (var image = 0; image < batch; image++) TestModels.Fill(session.Input(image), image);
            using var victim = Process.GetProcessById(session.Devices.All[random.Next(2)]!.ProcessId);
            using var killing = new Timer(_ => victim.Kill(), null, random.Next(12), Timeout.Infinite);
            try
            {
                session.Run(batch);
                DeviceCheck.RequireRight(model, session, batch);
                answers++;
            }
            catch (DeviceException error)
            {
                Assert.Contains($"({victim.Id}) ended", error.Message);
                errors++;
            }
            Assert.True(victim.WaitForExit(5000));
            DeviceCheck.SameBits(model, session, batch);
        }
        Assert.Equal(100, errors + answers);
        Assert.True(errors > 10, $"only {errors} calls met a killed process");
    }

    [Fact]
    public void AStoppedProcessEndsTheCallToo()
    {
        if (!OperatingSystem.IsLinux()) return;
        var model = TestModels.Small();
        using var session = new DeviceSession(model, Processes);
        DeviceCheck.SameBits(model, session, 1);
        using (var stop = Process.Start("kill", ["-STOP", $"{session.Devices.All[1]!.ProcessId}"])) stop.WaitForExit();
        Assert.Equal("cpu1", Assert.Throws<DeviceException>(() => session.Run(1)).Device);
        DeviceCheck.SameBits(model, session, 1);
    }

    [Fact]
    public void ACancelledCallEndsAndTheNextOneIsRight()
    {
        var model = TestModels.Small();
        foreach (var kind in Enum.GetValues<DeviceKind>())
        {
            using var session = new DeviceSession(model, new DeviceOptions { Kind = kind }, batch: 16);
            using var cancelled = new CancellationTokenSource();
            using (new Timer(_ => cancelled.Cancel(), null, 5, Timeout.Infinite))
                Assert.ThrowsAny<OperationCanceledException>(() => RunUntilCancelled(session, cancelled.Token));
            DeviceCheck.SameBits(model, session, 16);
        }
    }

    private static void RunUntilCancelled(DeviceSession session, CancellationToken cancellation)
    {
        while (true) session.Run(16, cancellation);
    }
}
