using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Progress;

/// <summary>How far something is: a bar with its percentage.</summary>
public static class ProgressView
{
    private const double Width = 420, Height = 34, Bar = 14, Number = 60;

    /// <summary>Shows it.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="share">0 for nothing to 1 for all.</param>
    /// <param name="text">More words; may be empty.</param>
    public static View Of(string title, double share, string text = "")
    {
        share = double.IsFinite(share) ? Math.Clamp(share, 0, 1) : 0;
        var percent = $"{Numbers.Fixed(Math.Floor(share * 100), 0)} %";
        var words = text.Length == 0 ? title : $"{title}: {text}";
        var drawing = new Drawing(Width, Height, $"{words}, {percent}");
        drawing.Write(0, 12, Letters.Fit(words, 12, Width));
        drawing.Add(new Box(0, 18, Width - Number, Bar) { Fill = Ink.Panel, Radius = 3 });
        drawing.Add(new Box(0, 18, (Width - Number) * share, Bar) { Fill = Ink.Convolution, Radius = 3, Part = "progress", Tip = percent });
        drawing.Write(Width, 29, percent, 12, Ink.Muted, Anchor.End);
        return new View(words) { HasTitle = false }.Add(drawing, percent);
    }
}
