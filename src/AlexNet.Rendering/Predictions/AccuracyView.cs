using AlexNet.Engine.Evaluation;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Predictions;

/// <summary>How often a model was right: the errors with their intervals, the confusion matrix, and the classes and confusions as tables.</summary>
public static class AccuracyView
{
    /// <summary>Shows a test's outcome.</summary>
    public static View Of(ModelAccuracy accuracy, RenderOptions options)
    {
        var view = new View($"{accuracy.Model} on {accuracy.Dataset}: top-1 error {Numbers.Percent(accuracy.Top1Error)}, top-5 {Numbers.Percent(accuracy.Top5Error)}");
        view.Note($"{Numbers.Count(accuracy.Photos)} photos{(accuracy.Failed > 0 ? $", {Numbers.Count(accuracy.Failed)} more could not be classified" : "")}"
            + $"{(accuracy.TenView ? ", ten views of each" : "")}; 19 times in 20 the top-1 error is {Numbers.Percent(accuracy.Top1Interval)}, the top-5 error {Numbers.Percent(accuracy.Top5Interval)}; mean accuracy of a class {Numbers.Percent(accuracy.MeanClassAccuracy)}");
        var (drawing, shown) = ConfusionDrawing.Draw(accuracy, Names(accuracy), Math.Min(options.MaxItems, ConfusionDrawing.MaxClasses));
        view.Add(drawing).Note(Numbers.Shown(shown, accuracy.Classes.Count, "classes, those that were mistaken most"));
        return view.Add(Classes(accuracy, options.MaxItems)).Add(Confusions(accuracy, options.MaxItems))
            .Note(Numbers.Shown(Math.Min(options.MaxItems, accuracy.Classes.Count), accuracy.Classes.Count, "classes"));
    }

    private static Table Classes(ModelAccuracy accuracy, int most)
    {
        var table = new Table("classes", new("Class"), new("Photos", true), new("Right", true), new("Accuracy", true), new("19 times in 20"), new("In five", true));
        foreach (var found in accuracy.Classes.OrderBy(found => found.Accuracy).Take(most))
            table.Add(found.Label, Numbers.Count(found.Photos), Numbers.Count(found.Correct), Numbers.Percent(found.Accuracy), Numbers.Percent(found.Interval), Numbers.Count(found.CorrectInFive));
        return table;
    }

    /// <summary>What was taken for what, most often first.</summary>
    internal static Table Confusions(ModelAccuracy accuracy, int most)
    {
        var table = new Table("confusions", new("Is"), new("Was taken for"), new("Photos", true));
        foreach (var found in accuracy.Confusions.Take(most)) table.Add(found.Label, found.Answer, Numbers.Count(found.Photos));
        return table;
    }

    /// <summary>Names of the matrix' rows: those of classes without photos are not told, and nobody asks for them.</summary>
    private static string[] Names(ModelAccuracy accuracy)
    {
        var names = new string[accuracy.ConfusionMatrix.Count];
        using var classes = accuracy.Classes.GetEnumerator();
        for (var i = 0; i < names.Length; i++)
            names[i] = accuracy.ConfusionMatrix[i].Any(count => count > 0) && classes.MoveNext() ? classes.Current.Label : $"class {i}";
        return names;
    }
}
