using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Training;

namespace AlexNet.Rendering.Tests;

public class TrainingCurveTests
{
    [Fact]
    public void ASecondRunCountsOnWhereTheFirstOneEnded()
    {
        var one = Results.Epochs(6);
        var two = Results.Epochs(3);
        var counted = two.Select(epoch => epoch with { Epoch = epoch.Epoch + 6 });
        Assert.Equal(Svg([.. one, .. counted]), Svg([.. one, .. two]));
        Assert.NotEqual(Svg(one), Svg([.. one, .. two]));
    }

    private static string Svg(IReadOnlyList<Engine.Training.EpochResult> epochs) => SvgWriter.Document(TrainingCurve.Draw(epochs));
}
