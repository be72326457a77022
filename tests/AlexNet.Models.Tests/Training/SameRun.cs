using AlexNet.Engine.Models;
using AlexNet.Models.Training;

namespace AlexNet.Models.Tests.Training;

/// <summary>Two models of the same training: the same bits in every weight, and the same history but for the clock.</summary>
internal static class SameRun
{
    public static void Check(Model expected, Model found)
    {
        foreach (var weight in expected.Weights) Assert.Equal(Tiny.BytesOf(weight), Tiny.BytesOf(found.Weight(weight.Name)));
        Assert.Equal(Untimed(expected), Untimed(found));
    }

    private static List<object> Untimed(Model model) =>
        [.. TrainingHistory.Of(model).SelectMany(run => run.Epochs.Select(epoch => (object)(run.FirstStep, epoch with { Seconds = 0 })))];
}
