using AlexNet.Engine.Inference;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Predictions;

/// <summary>
/// A photo with its likeliest labels below, as bars from 0 to 1 with the label written on them: the paper's figure 4, in the colours of its authors' source (the true
/// label pink, all others blue).
/// </summary>
internal static class PredictionCard
{
    /// <summary>Side of the square that the photo is in.</summary>
    public const int PhotoSide = 178;

    /// <summary>Width of a card.</summary>
    public const double Width = PhotoSide;

    private const double Title = 34, Bar = 15, Gap = 3;

    /// <summary>Height of a card with so many bars.</summary>
    public static double Height(int bars) => Title + PhotoSide + 8 + bars * (Bar + Gap);

    /// <summary>Draws a card.</summary>
    public static void Draw(Drawing drawing, PhotoAnswer answer, double x, double y)
    {
        var truth = answer.TrueLabel is null ? answer.Name : answer.TrueLabel;
        drawing.Write(x, y + 13, Letters.Fit(truth, 13, Width), 13, bold: true);
        drawing.Write(x, y + 27, answer.TrueLabel is null ? "" : Letters.Fit($"{(answer.IsMistake ? "wrong" : "right")}: {answer.Name}", 10, Width), 10, answer.IsMistake ? Ink.Accent : Ink.Muted);
        y += Title;
        PhotoBox.Draw(drawing, answer.Photo, x, y, PhotoSide, answer.Name);
        y += PhotoSide + 8;
        foreach (var prediction in answer.Answer.Predictions)
        {
            DrawBar(drawing, answer, prediction, x, y);
            y += Bar + Gap;
        }
    }

    private static void DrawBar(Drawing drawing, PhotoAnswer answer, Prediction prediction, double x, double y)
    {
        var share = double.IsFinite(prediction.Probability) ? Math.Clamp(prediction.Probability, 0, 1) : 0;
        var percent = Numbers.Percent(prediction.Probability);
        drawing.Add(new Box(x, y, Width, Bar) { Fill = Ink.Panel });
        drawing.Add(new Box(x, y, Math.Max(share * Width, 0.5), Bar)
        {
            Fill = answer.IsTrue(prediction) ? Ink.TrueLabel : Ink.OtherLabel,
            Part = answer.IsTrue(prediction) ? "true" : "other",
            Tip = $"{prediction.Label}: {percent}",
        });
        drawing.Write(x + 4, y + 11.5, Letters.Fit(prediction.Label, 11, Width - Letters.Width(percent, 10) - 12), 11);
        drawing.Write(x + Width - 4, y + 11.5, percent, 10, Ink.Text, Anchor.End);
    }
}
