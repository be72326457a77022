using AlexNet.Engine.Evaluation;
using AlexNet.Engine.Inference;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Predictions;

/// <summary>A new classifier's report: its errors on photos held out, the photos that it was most sure of and wrong about, its classes, and what it takes for what.</summary>
public static class ClassifierView
{
    /// <summary>Shows a report.</summary>
    public static View Of(ClassifierReport report, RenderOptions options)
    {
        var view = new View($"{report.Model}: a classifier of {report.Classes.Count} classes");
        view.Note($"made of the photos in {report.Accuracy.Dataset} and the network {report.Backbone} from its layer {report.FirstLayer} on").Add(Errors(report));
        view.Note($"Trained on {Numbers.Count(report.TrainingPhotos)} photos, asked about {Numbers.Count(report.Accuracy.Photos)} that it was not trained on{(report.Accuracy.Failed > 0 ? $"; {report.Accuracy.Failed} could not be read" : "")}. "
            + $"These also chose the weight decay ({Numbers.Value(report.WeightDecay)}), so the error on wholly new photos may be a little higher. The interval is Wilson's.");
        AddMistakes(view, report.Mistakes, report.Model, options);
        var (matrix, shown) = ConfusionDrawing.Draw(report.Accuracy, [.. report.Classes.Select(found => found.Label)], Math.Min(options.MaxItems, ConfusionDrawing.MaxClasses));
        view.Add(matrix).Note(Numbers.Shown(shown, report.Classes.Count, "classes, those that were mistaken most"));
        view.Add(Classes(report.Classes, options.MaxItems)).Note("Precision: of the photos that were called so, the share that are. Recall: of the photos that are, the share that was called so.");
        return view.Note(Numbers.Shown(Math.Min(options.MaxItems, report.Classes.Count), report.Classes.Count, "classes")).Add(AccuracyView.Confusions(report.Accuracy, options.MaxItems));
    }

    private static Table Errors(ClassifierReport report)
    {
        var table = new Table("errors", new("Error"), new("Share", true), new("19 times in 20"));
        table.Add("The likeliest answer is wrong", Numbers.Percent(report.Top1Error), Numbers.Percent(report.Top1Interval));
        table.Add("None of the five likeliest is right", Numbers.Percent(report.Top5Error), Numbers.Percent(report.Top5Interval));
        return table;
    }

    /// <summary>Each mistake as the card of a photo with two bars: what was said, and what is true.</summary>
    private static void AddMistakes(View view, IReadOnlyList<Mistake> mistakes, string model, RenderOptions options)
    {
        if (mistakes.Count == 0)
        {
            view.Note("There was no mistake.");
            return;
        }
        var truths = mistakes.ToDictionary(mistake => new Classification
        {
            Path = mistake.Photo,
            Model = model,
            Predictions = [new Prediction(1, 0, mistake.Answer, null, mistake.Probability), new Prediction(2, 0, mistake.Truth, null, mistake.TruthProbability)],
        }, mistake => mistake.Truth);
        view.Add(PredictionsView.Of([.. truths.Keys], options with { TrueLabel = answer => truths[answer], OnlyMistakes = true }).Drawings.FirstOrDefault());
        var table = new Table("mistakes", new("Photo"), new("Is"), new("Probability", true), new("Was taken for"), new("Probability", true));
        foreach (var mistake in mistakes.Take(options.MaxItems))
            table.Add(Path.GetFileName(mistake.Photo), mistake.Truth, Numbers.Percent(mistake.TruthProbability), mistake.Answer, Numbers.Percent(mistake.Probability));
        view.Add(null, table.ToText()).Note(Numbers.Shown(table.Rows.Count, mistakes.Count, "mistakes, those that it was surest of"));
    }

    private static Table Classes(IReadOnlyList<ClassQuality> classes, int most)
    {
        var table = new Table("classes", new("Class"), new("Trained on", true), new("Held out", true), new("Right", true), new("Precision", true), new("Recall", true));
        foreach (var found in classes.Take(most))
            table.Add(found.Label, Numbers.Count(found.TrainingPhotos), Numbers.Count(found.Photos), Numbers.Count(found.Correct), Share(found.Precision), Share(found.Recall));
        return table;
    }

    private static string Share(double? share) => share is { } value ? Numbers.Percent(value) : "";
}
