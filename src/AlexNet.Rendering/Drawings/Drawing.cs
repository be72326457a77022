namespace AlexNet.Rendering.Drawings;

/// <summary>A picture as a list of shapes, later ones over earlier ones: what SVG, PNG and the terminal are made of.</summary>
/// <param name="width">Pixels; 800 at most, so that a notebook shows it whole.</param>
/// <param name="height">Pixels.</param>
/// <param name="title">What it shows, for those who cannot see it.</param>
public sealed class Drawing(double width, double height, string title)
{
    /// <summary>The widest a drawing should be.</summary>
    public const double MaxWidth = 800;

    private readonly List<Shape> _shapes = [];

    /// <summary>Pixels.</summary>
    public double Width { get; } = width;

    /// <summary>Pixels.</summary>
    public double Height { get; private set; } = height;

    /// <summary>What it shows.</summary>
    public string Title { get; } = title;

    /// <summary>The shapes, from the ground up.</summary>
    public IReadOnlyList<Shape> Shapes => _shapes;

    /// <summary>Adds a shape on top.</summary>
    public void Add(Shape shape) => _shapes.Add(shape);

    /// <summary>Adds a line of words on top.</summary>
    public void Write(double x, double y, string text, double size = 12, Ink? ink = null, Anchor anchor = Anchor.Start, bool bold = false) =>
        Add(new Words(x, y, text) { Size = size, Ink = ink ?? Ink.Text, Anchor = anchor, IsBold = bold });

    /// <summary>Makes it end below everything drawn so far.</summary>
    /// <param name="bottom">The lowest place that is used.</param>
    public void EndAt(double bottom) => Height = bottom;
}
