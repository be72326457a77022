using AlexNet.Engine.Evaluation;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Predictions;

/// <summary>A confusion matrix: a row for each class that has photos, a column for each answer; the darker, the larger the share of the row.</summary>
internal static class ConfusionDrawing
{
    /// <summary>The most classes whose names can be read beside their rows.</summary>
    public const int MaxClasses = 48;

    private const double Margin = 10, Labels = 150, MaxCell = 44, MinCell = 9, LeastWidth = 300;

    /// <summary>Draws it; of many classes those that were mistaken most.</summary>
    /// <param name="accuracy">The counts.</param>
    /// <param name="names">Names of all classes, in the matrix' order.</param>
    /// <param name="most">The most classes that are shown.</param>
    /// <returns>The drawing, and how many classes it shows.</returns>
    public static (Drawing Drawing, int Shown) Draw(ModelAccuracy accuracy, IReadOnlyList<string> names, int most)
    {
        var classes = Chosen(accuracy.ConfusionMatrix, most);
        var cell = Math.Clamp((Drawing.MaxWidth - 2 * Margin - Labels) / classes.Count, MinCell, MaxCell);
        var (left, top) = (Margin + Labels, Margin + 26);
        var drawing = new Drawing(left + Math.Max(classes.Count * cell, LeastWidth) + Margin, top + classes.Count * cell + Margin + 4, $"what {accuracy.Model} answered for each class of {accuracy.Dataset}");
        drawing.Write(left, Margin + 12, "answered: the classes in the same order as the rows", 11, Ink.Muted);
        foreach (var (row, truth) in classes.Index())
        {
            var counts = accuracy.ConfusionMatrix[truth];
            var all = Math.Max(1, counts.Sum());
            var y = top + row * cell;
            drawing.Write(left - 6, y + cell / 2 + 4, Letters.Fit(names[truth], Size(cell), Labels - 10), Size(cell), anchor: Anchor.End);
            foreach (var (column, answer) in classes.Index())
            {
                var share = (double)counts[answer] / all;
                var colour = Colour.Of(0xFFFFFF).Toward((truth == answer ? Ink.FullyConnected : Ink.Accent).Light, 0.25 + 0.75 * share);
                drawing.Add(new Box(left + column * cell, y, cell - 1, cell - 1)
                {
                    Fill = counts[answer] == 0 ? Ink.Panel : Ink.Fixed(colour),
                    Part = counts[answer] == 0 ? "none" : truth == answer ? "right" : "wrong",
                    Tip = counts[answer] == 0 ? null : $"{names[truth]} as {names[answer]}: {Numbers.Count(counts[answer])} of {Numbers.Count(all)}",
                });
                if (counts[answer] > 0 && cell >= 24)
                    drawing.Write(left + column * cell + cell / 2 - 0.5, y + cell / 2 + 4, $"{counts[answer]}", 11, Ink.ReadableOn(colour), Anchor.Middle);
            }
        }
        return (drawing, classes.Count);
    }

    /// <summary>The classes with photos, in their order; if there are too many, those with most mistakes.</summary>
    private static List<int> Chosen(IReadOnlyList<IReadOnlyList<int>> matrix, int most)
    {
        int Wrong(int index) => matrix[index].Sum() - matrix[index][index] + matrix.Sum(row => row[index]) - matrix[index][index];
        var present = Enumerable.Range(0, matrix.Count).Where(index => matrix[index].Any(count => count > 0)).ToList();
        return present.Count <= most ? present : [.. present.OrderByDescending(Wrong).Take(most).Order()];
    }

    private static double Size(double cell) => Math.Clamp(cell - 1, 8, 12);
}
