using System.Runtime.InteropServices;
using AlexNet.Engine.Devices;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tests.Inference;

namespace AlexNet.Engine.Tests.Devices;

/// <summary>Compares what devices answer and send with what one device answers and the plan says.</summary>
internal static class DeviceCheck
{
    /// <summary>Runs a batch on the devices and on one, and compares logits and probabilities bit by bit.</summary>
    public static void SameBits(Model model, DeviceSession session, int batch)
    {
        for (var image = 0; image < batch; image++) TestModels.Fill(session.Input(image), image);
        session.Run(batch);
        RequireRight(model, session, batch);
    }

    /// <summary>Compares the answers of the last run on images 0 to <paramref name="batch"/> - 1.</summary>
    public static void RequireRight(Model model, DeviceSession session, int batch)
    {
        using var one = new InferenceSession(InferencePlan.For(model), batch, 1);
        for (var image = 0; image < batch; image++) TestModels.Fill(one.Input(image), image);
        one.Run(batch);
        for (var image = 0; image < batch; image++)
        {
            Assert.Equal(Bits(one.Logits(image)), Bits(session.Logits(image)));
            Assert.Equal(Bits(one.Probabilities(image)), Bits(session.Probabilities(image)));
        }
    }

    /// <summary>What the mailboxes counted is what the plan says for so many images.</summary>
    public static void SameBytes(DeviceSession session, int images) => Assert.Equal(
        session.Plan.Exchanges.Select(exchange => exchange with { BytesPerImage = exchange.BytesPerImage * images }), session.Exchanged);

    private static int[] Bits(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, int>(values).ToArray();
}
