using AlexNet.Engine.Training;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Training;

/// <summary>How a model was trained: the curve over all runs, the last epochs as a table, and each run's settings.</summary>
public static class TrainingView
{
    /// <summary>The runs that made a model.</summary>
    public static View Of(IReadOnlyList<TrainingRun> runs, RenderOptions options)
    {
        var epochs = runs.SelectMany(run => run.Epochs).ToList();
        var datasets = string.Join(", ", runs.Select(run => run.Dataset).Distinct());
        var view = Of(epochs, options, $"training on {datasets}: {Numbers.Count(epochs.Count)} {(epochs.Count == 1 ? "epoch" : "epochs")} in {runs.Count} {(runs.Count == 1 ? "run" : "runs")}");
        foreach (var run in runs)
        {
            var table = new Table("settings", new("Setting"), new("Value"));
            foreach (var (name, value) in run.Settings) table.Add(name, value);
            view.Note($"begun {run.Started:yyyy-MM-dd HH:mm}, steps {Numbers.Count(run.FirstStep)} to {Numbers.Count(run.LastStep)}").Add(table);
        }
        return view;
    }

    /// <summary>Epochs, as they end.</summary>
    public static View Of(IReadOnlyList<EpochResult> epochs, RenderOptions options, string? title = null)
    {
        title ??= $"training: {Numbers.Count(epochs.Count)} {(epochs.Count == 1 ? "epoch" : "epochs")}";
        var view = new View(title).Add(TrainingCurve.Draw(epochs, title));
        var table = new Table("epochs", new("Epoch", true), new("Rate", true), new("Loss", true), new("Top-1 error", true), new("Top-5 error", true),
            new("Validation loss", true), new("Validation top-1", true), new("Validation top-5", true), new("Images/s", true));
        foreach (var epoch in TrainingCurve.CountedOn(epochs).TakeLast(options.MaxItems))
            table.Add($"{epoch.Epoch}", Numbers.Value(epoch.LearningRate), Numbers.Fixed(epoch.Loss, 4), Numbers.Percent(epoch.Top1Error), Numbers.Percent(epoch.Top5Error),
                epoch.ValidationLoss is { } loss ? Numbers.Fixed(loss, 4) : "", Share(epoch.ValidationTop1Error), Share(epoch.ValidationTop5Error), Numbers.Fixed(epoch.ImagesPerSecond, 1));
        return view.Add(table.WithoutEmptyColumns()).Note(Numbers.Shown(table.Rows.Count, epochs.Count, "epochs, the last"));
    }

    private static string Share(double? share) => share is { } value ? Numbers.Percent(value) : "";
}
