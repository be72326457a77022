using AlexNet.Engine.Architectures;
using AlexNet.Engine.Devices;
using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tests.Inference;

namespace AlexNet.Engine.Tests.Devices;

public class DeviceSessionTests
{
    public static TheoryData<string, int, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, int>();
            foreach (var network in KnownArchitectures.Names)
                foreach (var devices in new[] { 1, 2, 4 })
                    foreach (var together in new[] { 1, 3 }) cases.Add(network, devices, together);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AnyNumberOfDevicesGivesTheBitsOfOne(string network, int devices, int together)
    {
        var model = TestModels.Small(network);
        using var session = new DeviceSession(model, new DeviceOptions { Count = devices, ImagesTogether = together }, batch: 16);
        foreach (var batch in new[] { 1, 2, 3, 16 }) DeviceCheck.SameBits(model, session, batch);
        DeviceCheck.SameBytes(session, images: 1 + 2 + 3 + 16);
    }
}
