namespace AlexNet.Rendering.Drawings;

/// <summary>A frame with two axes and what is drawn in it.</summary>
/// <param name="Target">Takes it.</param>
/// <param name="X">Left of the frame.</param>
/// <param name="Y">Top of the frame.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
internal sealed record Plot(Drawing Target, double X, double Y, double Width, double Height)
{
    private const int Steps = 4, MaxTicks = 12;

    /// <summary>The values at the left and right end of the frame.</summary>
    public required (double From, double To) Across { get; init; }

    /// <summary>The values at its lower and upper end.</summary>
    public required (double From, double To) Up { get; init; }

    /// <summary>The place of a value.</summary>
    public double PlaceX(double value) => X + (value - Across.From) / Math.Max(Across.To - Across.From, 1e-12) * Width;

    /// <summary>The place of a value; those beyond the frame are at its edge.</summary>
    public double PlaceY(double value) => Y + Height - Math.Clamp((value - Up.From) / Math.Max(Up.To - Up.From, 1e-12), 0, 1) * Height;

    /// <summary>1, 2 or 5 times a power of ten, not below a value; 1 for what has none.</summary>
    public static double Ceiling(double value)
    {
        if (!(value > 0) || double.IsInfinity(value)) return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return new[] { 1, 2, 5, 10 }.Select(factor => factor * power).First(most => most >= value * (1 - 1e-12));
    }

    /// <summary>The frame, rules across it, and the values beside them.</summary>
    /// <param name="title">What goes up.</param>
    /// <param name="label">Writes a value of that axis.</param>
    public void DrawFrame(string title, Func<double, string> label)
    {
        Target.Write(X, Y - 14, title, 12, bold: true);
        for (var i = 0; i <= Steps; i++)
        {
            var value = Up.From + (Up.To - Up.From) * i / Steps;
            Target.Add(new Line(X, PlaceY(value), X + Width, PlaceY(value)) { Stroke = Ink.Rule, Width = 0.6 });
            Target.Write(X - 6, PlaceY(value) + 4, label(value), 10, Ink.Muted, Anchor.End);
        }
        Target.Add(new Box(X, Y, Width, Height) { Stroke = Ink.Rule });
    }

    /// <summary>Whole numbers along the lower edge.</summary>
    public void DrawTicks(string title)
    {
        var (from, to) = ((int)Math.Ceiling(Across.From), (int)Math.Floor(Across.To));
        var step = Math.Max(1, (int)Math.Ceiling((to - from + 1) / (double)MaxTicks));
        for (var tick = from; tick <= to; tick += step) Target.Write(PlaceX(tick), Y + Height + 14, $"{tick}", 10, Ink.Muted, Anchor.Middle);
        Target.Write(X + Width / 2, Y + Height + 30, title, 11, Ink.Muted, Anchor.Middle);
    }

    /// <summary>A line through points, or a mark where there is but one.</summary>
    public void DrawCurve(IReadOnlyList<(double X, double Y)> points, Ink ink, bool dashed, string part)
    {
        if (points.Count == 0) return;
        (double X, double Y)[] places = [.. points.Select(point => (PlaceX(point.X), PlaceY(point.Y)))];
        if (places.Length > 1) Target.Add(new Polygon(places) { Stroke = ink, Width = 1.8, IsDashed = dashed, Part = part });
        else Target.Add(new Box(places[0].X - 2, places[0].Y - 2, 4, 4) { Fill = ink, Part = part });
    }
}
