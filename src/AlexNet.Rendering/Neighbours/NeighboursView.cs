using AlexNet.Engine.Similarity;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Neighbours;

/// <summary>A photo and those most like it, as the right half of the paper's figure 4: the photo on the left, the others beside it with how alike they are.</summary>
public static class NeighboursView
{
    private const double Margin = 10, Gap = 12, QuerySide = 154, Side = 109, Label = 32, Left = Margin + QuerySide + 2 * Gap;
    private const int Across = 5;

    /// <summary>Shows what was found for one photo, most alike first.</summary>
    /// <param name="found">At least one, all for the same photo.</param>
    /// <param name="options">How many are shown.</param>
    public static View Of(IReadOnlyList<SimilarImage> found, RenderOptions options) =>
        Of(found[0].Query, [.. found.OrderBy(image => image.Rank).Select(image => (image.Path, image.Similarity))], $"like {Path.GetFileName(found[0].Query)}", options);

    /// <summary>Shows a group of near duplicates, its first photo on the left.</summary>
    /// <param name="group">The group.</param>
    /// <param name="options">How many are shown.</param>
    public static View Of(DuplicateGroup group, RenderOptions options) =>
        Of(group.Photos[0].Path, [.. group.Photos.Skip(1).Select(photo => (photo.Path, photo.Similarity))], $"nearly the same as {Path.GetFileName(group.Photos[0].Path)}", options);

    private static View Of(string query, IReadOnlyList<(string Path, double Similarity)> all, string about, RenderOptions options)
    {
        var shown = all.Take(options.MaxItems).ToList();
        var title = $"{all.Count} {(all.Count == 1 ? "photo" : "photos")} {about}";
        var rows = (shown.Count + Across - 1) / Across;
        var drawing = new Drawing(Left + Across * Side + (Across - 1) * Gap + Margin, 2 * Margin + Math.Max(QuerySide + Label, rows * (Side + Label + Gap) - Gap), title);
        Draw(drawing, query, "the photo", Margin, Margin, QuerySide, Ink.Accent, options.Cancellation);
        var table = new Table("neighbours", new("Rank", true), new("Similarity", true), new("Photo"));
        foreach (var (index, (path, similarity)) in shown.Index())
        {
            var words = Numbers.Fixed(similarity, 3);
            Draw(drawing, path, words, Left + index % Across * (Side + Gap), Margin + index / Across * (Side + Label + Gap), Side, null, options.Cancellation);
            table.Add($"{index + 1}", words, path);
        }
        return new View(title).Add(drawing).Add(table).Note(Numbers.Shown(shown.Count, all.Count, "photos"));
    }

    private static void Draw(Drawing drawing, string path, string about, double x, double y, double side, Ink? frame, CancellationToken cancellation)
    {
        PhotoBox.Draw(drawing, PhotoBox.Read(path, side, cancellation), x, y, side, path, frame);
        drawing.Write(x, y + side + 13, Letters.Fit(Path.GetFileName(path), 10.5, side), 10.5);
        drawing.Write(x, y + side + 27, about, 10.5, Ink.Muted);
    }
}
