using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Neighbours;

/// <summary>A photo that is like another.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Distance">How far from the other; the smaller, the more alike.</param>
public sealed record Neighbour(string Path, double Distance);

/// <summary>A photo and those nearest to it, as the right half of the paper's figure 4: the photo first, then the others with their distances.</summary>
public static class NeighboursView
{
    private const double Margin = 10, Gap = 14, Side = 142, Label = 32;
    private const int Across = 5;

    /// <summary>Shows them, nearest first.</summary>
    /// <param name="query">The photo.</param>
    /// <param name="neighbours">Photos like it.</param>
    /// <param name="options">How many are shown.</param>
    public static View Of(string query, IReadOnlyList<Neighbour> neighbours, RenderOptions options)
    {
        var nearest = neighbours.OrderBy(neighbour => neighbour.Distance).Take(options.MaxItems).ToList();
        var title = $"{nearest.Count} {(nearest.Count == 1 ? "photo" : "photos")} nearest to {Path.GetFileName(query)}";
        var drawing = new Drawing(2 * Margin + Across * Side + (Across - 1) * Gap, 2 * Margin + (nearest.Count + Across) / Across * (Side + Label + Gap) - Gap, title);
        Draw(drawing, query, "the photo", 0, options.Cancellation);
        foreach (var (index, neighbour) in nearest.Index()) Draw(drawing, neighbour.Path, Numbers.Value(neighbour.Distance), index + 1, options.Cancellation);
        var table = new Table("neighbours", new("Rank", true), new("Distance", true), new("Photo"));
        foreach (var (index, neighbour) in nearest.Index()) table.Add($"{index + 1}", Numbers.Value(neighbour.Distance), neighbour.Path);
        return new View(title).Add(drawing).Add(table).Note(Numbers.Shown(nearest.Count, neighbours.Count, "photos"));
    }

    private static void Draw(Drawing drawing, string path, string about, int index, CancellationToken cancellation)
    {
        var (x, y) = (Margin + index % Across * (Side + Gap), Margin + index / Across * (Side + Label + Gap));
        PhotoBox.Draw(drawing, PhotoBox.Read(path, Side, cancellation), x, y, Side, path, index == 0 ? Ink.Accent : null);
        drawing.Write(x, y + Side + 13, Letters.Fit(Path.GetFileName(path), 10.5, Side), 10.5);
        drawing.Write(x, y + Side + 27, about, 10.5, Ink.Muted);
    }
}
