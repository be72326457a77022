using AlexNet.Engine.Evaluation;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Tests;

public class ClassifierTests
{
    [Fact]
    public void EachMistakeHasAPhotoAndTheMatrixACellForEachPair()
    {
        using var folder = new TemporaryFolder();
        var report = Results.Classifier("cat", "dog");
        report = report with { Mistakes = [report.Mistakes[0] with { Photo = Results.WritePhoto(folder.Path, "cat.png") }] };
        var view = Renderer.View(report);
        var shapes = view.Drawings.SelectMany(drawing => drawing.Shapes).ToList();
        Assert.Equal((1, 1, 1), (Count("photo"), Count("true"), Count("other")));
        Assert.Equal(4, Count("right") + Count("wrong") + Count("none"));
        Assert.Contains("33.3 %", HtmlPage.Write("page", [view]));

        int Count(string part) => shapes.Count(shape => shape.Part == part);
    }

    [Fact]
    public void ManyClassesAreShownUpToABound()
    {
        var view = Renderer.View(Results.Classifier([.. Enumerable.Range(0, 90).Select(i => $"class {i}")]));
        Assert.Contains("showing 64 of 90 classes", view.ToText());
    }

    [Fact]
    public void PrecisionAndRecallAreThoseOfTheMatrix()
    {
        var classes = Results.Classifier("cat", "dog").Classes;
        // Two cats, one of them taken for a dog; one dog.
        Assert.Equal((1.0, 0.5), (classes[0].Precision, classes[0].Recall));
        Assert.Equal((0.5, 1.0), (classes[1].Precision, classes[1].Recall));
        var unasked = new ClassQuality("bird", 3, 0, 0, 0);
        Assert.Equal((null, null), (unasked.Precision, unasked.Recall));
    }
}
