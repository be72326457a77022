using AlexNet.Engine.Inspection.Saliency;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Saliency;

/// <summary>Where a network looks: maps over their photos, side by side, so that photos, classes and methods can be compared.</summary>
public static class SaliencyView
{
    private const double Margin = 10;
    private const int LetterColumns = 40;

    /// <summary>Shows maps.</summary>
    /// <param name="maps">At least one.</param>
    /// <param name="options">How many.</param>
    public static View Of(IReadOnlyList<SaliencyMap> maps, RenderOptions options)
    {
        List<(SaliencyMap Map, SaliencyCard Card)> cards = [.. maps.Take(options.MaxItems).Select(map =>
        {
            options.Cancellation.ThrowIfCancellationRequested();
            return (map, new SaliencyCard(map));
        })];
        var title = maps.Count == 1 ? $"Where {maps[0].Model} looks for {maps[0].Label}" : $"Where {string.Join(" and ", maps.Select(map => map.Model).Distinct())} looks: {Numbers.Count(maps.Count)} maps";
        var view = new View(title).Add(Draw(title, [.. cards.Select(card => card.Card)]), cards.Count == 1 ? cards[0].Card.Letters(LetterColumns) : null);
        // Maps of one method with scales of their own: what each ends at stands under it.
        foreach (var scale in cards.Count <= 4 ? cards.Select(card => card.Card.Scale).Distinct() : ["each map has a scale of its own, which ends where the number under it says"]) view.Note(scale);
        return view.Note(Numbers.Shown(cards.Count, maps.Count, "maps")).Add(Table(cards.Select(card => card.Map)));
    }

    private static Drawing Draw(string title, IReadOnlyList<SaliencyCard> cards)
    {
        // Rows as full as they get.
        List<(SaliencyCard Card, double X, double Y)> places = [];
        double x = Margin, y = Margin, row = 0, width = 0;
        foreach (var card in cards)
        {
            if (x > Margin && x + card.Width + Margin > Drawing.MaxWidth) (x, y, row) = (Margin, y + row + SaliencyCard.Gap, 0);
            places.Add((card, x, y));
            x += card.Width + SaliencyCard.Gap;
            (row, width) = (Math.Max(row, card.Height), Math.Max(width, x - SaliencyCard.Gap + Margin));
        }
        var drawing = new Drawing(width, y + row, title);
        foreach (var place in places) place.Card.Draw(drawing, place.X, place.Y);
        return drawing;
    }

    private static Table Table(IEnumerable<SaliencyMap> maps)
    {
        var table = new Table("maps", new("Photo"), new("Class"), new("Probability", true), new("Method"), new("Map"), new("Least", true), new("Greatest", true), new("Strongest at"));
        foreach (var map in maps)
            table.Add(Path.GetFileName(map.Path), map.Label, Numbers.Percent(map.Probability), SaliencyCard.How(map), $"{map.Width}x{map.Height}",
                Numbers.Value(map.Statistics.Minimum), Numbers.Value(map.Statistics.Maximum), $"{Numbers.Fixed(map.Peak.X * 100, 0)} % from the left, {Numbers.Fixed(map.Peak.Y * 100, 0)} % from the top");
        return table;
    }
}
