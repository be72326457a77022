using AlexNet.Engine.Training;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Training;

/// <summary>The learning curve: above the errors, below the loss, epoch by epoch; training in black, validation in red, and a line where the rate dropped.</summary>
public static class TrainingCurve
{
    private const double Left = 56, PlotWidth = 700, PlotHeight = 170, Top = 46, Gap = 66;

    // A drop that is drawn: to four fifths or less from one epoch to the next. A rate that glides has none.
    private const double Drop = 0.8;

    /// <summary>Draws it.</summary>
    /// <param name="epochs">In order; their numbers need not begin with 1. Where they begin anew, as another run's do, they count on.</param>
    /// <param name="title">What it is of.</param>
    public static Drawing Draw(IReadOnlyList<EpochResult> epochs, string title = "learning curve")
    {
        epochs = CountedOn(epochs);
        var drawing = new Drawing(Left + PlotWidth + 30, Top + 2 * PlotHeight + Gap + 42, title);
        var across = epochs.Count == 0 ? (0, 1) : ((double)epochs[0].Epoch, (double)Math.Max(epochs[^1].Epoch, epochs[0].Epoch + 1));
        var errors = new Plot(drawing, Left, Top, PlotWidth, PlotHeight) { Across = across, Up = (0, 1) };
        Draw(errors, "error", value => $"{value * 100:0} %", epochs,
            new("training, top 1", Ink.Text, false, epoch => epoch.Top1Error), new("training, top 5", Ink.Text, true, epoch => epoch.Top5Error),
            new("validation, top 1", Ink.Accent, false, epoch => epoch.ValidationTop1Error), new("validation, top 5", Ink.Accent, true, epoch => epoch.ValidationTop5Error));
        var most = epochs.SelectMany(epoch => new[] { epoch.Loss, epoch.ValidationLoss ?? 0 }).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        var loss = new Plot(drawing, Left, Top + PlotHeight + Gap, PlotWidth, PlotHeight) { Across = across, Up = (0, Plot.Ceiling(most)) };
        Draw(loss, "loss, nats", Numbers.Value, epochs, new("training", Ink.Text, false, epoch => epoch.Loss), new("validation", Ink.Accent, false, epoch => epoch.ValidationLoss));
        loss.DrawTicks("epoch");
        return drawing;
    }

    private sealed record Curve(string Name, Ink Ink, bool IsDashed, Func<EpochResult, double?> Value);

    private static void Draw(Plot plot, string title, Func<double, string> label, IReadOnlyList<EpochResult> epochs, params IReadOnlyList<Curve> curves)
    {
        plot.DrawFrame(title, label);
        for (var i = 1; i < epochs.Count; i++)
        {
            var (before, after) = (epochs[i - 1].LearningRate, epochs[i].LearningRate);
            if (!(after > 0) || after > Drop * before || IsGliding(epochs, i)) continue;
            var x = plot.PlaceX(epochs[i].Epoch - 0.5);
            plot.Target.Add(new Line(x, plot.Y, x, plot.Y + plot.Height) { Stroke = Ink.Convolution, IsDashed = true, Part = "rate", Tip = $"rate {Numbers.Value(before)} to {Numbers.Value(after)}" });
            plot.Target.Write(x + 3, plot.Y + 11, $"rate {Numbers.Value(after)}", 9.5, Ink.Convolution);
        }
        var legend = plot.X + 90;
        foreach (var curve in curves)
        {
            List<(double X, double Y)> points = [.. epochs.Where(epoch => curve.Value(epoch) is { } value && double.IsFinite(value)).Select(epoch => ((double)epoch.Epoch, curve.Value(epoch)!.Value))];
            if (points.Count == 0) continue;
            plot.DrawCurve(points, curve.Ink, curve.IsDashed, "curve");
            plot.Target.Add(new Line(legend, plot.Y - 18, legend + 18, plot.Y - 18) { Stroke = curve.Ink, Width = 1.8, IsDashed = curve.IsDashed });
            plot.Target.Write(legend + 22, plot.Y - 14, curve.Name, 11);
            legend += 40 + Letters.Width(curve.Name, 11);
        }
    }

    /// <summary>The epochs of several runs with numbers that go on from one run to the next.</summary>
    internal static List<EpochResult> CountedOn(IReadOnlyList<EpochResult> epochs)
    {
        var counted = new List<EpochResult>(epochs.Count);
        var offset = 0;
        foreach (var epoch in epochs)
        {
            if (counted.Count > 0 && epoch.Epoch + offset <= counted[^1].Epoch) offset = counted[^1].Epoch + 1 - epoch.Epoch;
            counted.Add(epoch with { Epoch = epoch.Epoch + offset });
        }
        return counted;
    }

    /// <summary>Whether the rate falls at this epoch as it did at the one before, or does at the one after.</summary>
    private static bool IsGliding(IReadOnlyList<EpochResult> epochs, int at)
    {
        bool Drops(int i) => i > 0 && i < epochs.Count && epochs[i].LearningRate < 0.98 * epochs[i - 1].LearningRate;
        return Drops(at - 1) || Drops(at + 1);
    }
}
