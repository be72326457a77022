using AlexNet.Engine.Inference;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Predictions;

/// <summary>Answers for photos: a card for each, four in a row.</summary>
public static class PredictionsView
{
    private const int CardsAcross = 4;
    private const double Margin = 10, Gap = 22;

    /// <summary>The contact sheet.</summary>
    /// <param name="answers">What a network said, a photo each.</param>
    /// <param name="options">How many are shown, what is true, and whether only mistakes count.</param>
    public static View Of(IReadOnlyList<Classification> answers, RenderOptions options)
    {
        var (shown, all) = PhotoAnswer.Of(answers, options);
        var known = answers.Where(answer => options.TrueLabel(answer) is not null).Select(answer => new PhotoAnswer(answer, options.TrueLabel(answer), null)).ToList();
        var view = new View(Title(answers, options, all)).Add(Sheet(shown, Title(answers, options, all)));
        if (known.Count > 0) view.Note($"{Numbers.Count(known.Count(answer => !answer.IsMistake))} of {Numbers.Count(known.Count)} right: pink bars are true labels, blue bars all others");
        return view.Note(Numbers.Shown(shown.Count, all, "photos")).Add(null, Text(shown));
    }

    private static string Title(IReadOnlyList<Classification> answers, RenderOptions options, int all)
    {
        var models = string.Join(", ", answers.Select(answer => answer.Model).Distinct().Take(3));
        var what = options.OnlyMistakes ? all == 1 ? "mistake" : "mistakes" : all == 1 ? "photo" : "photos";
        return $"{Numbers.Count(all)} {what} by {models}";
    }

    private static Drawing? Sheet(IReadOnlyList<PhotoAnswer> answers, string title)
    {
        if (answers.Count == 0) return null;
        var height = PredictionCard.Height(answers.Max(answer => answer.Answer.Predictions.Count));
        var rows = (answers.Count + CardsAcross - 1) / CardsAcross;
        var across = Math.Min(answers.Count, CardsAcross);
        var drawing = new Drawing(2 * Margin + across * PredictionCard.Width + (across - 1) * Gap, 2 * Margin + rows * height + (rows - 1) * Gap, title);
        foreach (var (index, answer) in answers.Index())
            PredictionCard.Draw(drawing, answer, Margin + index % CardsAcross * (PredictionCard.Width + Gap), Margin + index / CardsAcross * (height + Gap));
        return drawing;
    }

    private static string Text(IReadOnlyList<PhotoAnswer> answers)
    {
        var table = new Table("answers", new("Photo"), new("True label"), new("Answer"), new("Probability", true), new("Then"));
        foreach (var answer in answers)
            table.Add(answer.Name, answer.TrueLabel ?? "", $"{answer.Answer.Label}{(answer.IsMistake ? " (wrong)" : "")}", Numbers.Percent(answer.Answer.Probability),
                string.Join(", ", answer.Answer.Predictions.Skip(1).Select(prediction => $"{prediction.Label} {Numbers.Percent(prediction.Probability)}")));
        return table.ToText();
    }
}
