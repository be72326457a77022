using AlexNet.Engine.Tensors;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Filters;
using AlexNet.Rendering.Predictions;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Tests;

/// <summary>Nothing grows without end, and what is left out is said.</summary>
public class CapTests
{
    [Fact]
    public void MapsAreShownUpToABound()
    {
        var view = Renderer.View(Results.Output(new MapShape(256, 2, 2)));
        Assert.Contains("showing 64 of 256 maps", view.ToHtml());
        Assert.Contains("showing 64 of 256 maps", view.ToText());
        Assert.Equal(64, Tiles(view));
        Assert.Equal(256, Tiles(Renderer.View(Results.Output(new MapShape(256, 2, 2)), new RenderOptions { MaxItems = 256 })));
        Assert.DoesNotContain("showing", Renderer.View(Results.Output(new MapShape(64, 2, 2))).ToText());
    }

    [Fact]
    public void FiltersAreShownUpToABound()
    {
        var view = FilterView.Of(Results.Small(), "conv2");
        Assert.Contains("showing 96 of 256 filters", view.ToText());
        Assert.Equal(96, Tiles(view));
        var all = FilterView.Of(Results.Small(), "conv1");
        Assert.Equal(96, Tiles(all));
        Assert.Single(all.Drawings.First().Shapes, shape => shape.Part == "boundary");
    }

    [Fact]
    public void PhotosAreShownUpToABound()
    {
        var answers = Enumerable.Range(0, 100).Select(index => Results.Answer($"{index}.jpg", ("cat", 0.5f))).ToList();
        var view = PredictionsView.Of(answers, RenderOptions.Default);
        Assert.Contains("showing 64 of 100 photos", view.ToHtml());
        Assert.Equal(64, view.Drawings.First().Shapes.Count(shape => shape.Part == "other"));
    }

    [Fact]
    public void OnlyMistakesAreShownWhereThatIsAsked()
    {
        var answers = Enumerable.Range(0, 10).Select(index => Results.Answer($"{(index < 3 ? "dog" : "cat")}/{index}.jpg", ("Cat", 0.5f), ("dog", 0.25f))).ToList();
        var view = PredictionsView.Of(answers, new RenderOptions { OnlyMistakes = true, TrueLabel = answer => Path.GetDirectoryName(answer.Path) });
        Assert.StartsWith("3 mistakes", view.Title);
        Assert.Contains("7 of 10 right", view.ToText());
        Assert.Equal(3, view.Drawings.First().Shapes.Count(shape => shape.Part == "true"));
        Assert.Empty(PredictionsView.Of(answers, new RenderOptions { OnlyMistakes = true, TrueLabel = _ => "cat" }).Drawings);
    }

    [Fact]
    public void ClassesAndRowsAreShownUpToABound()
    {
        var view = Renderer.View(Results.Accuracy([.. Enumerable.Range(0, 60).Select(index => $"class {index}")]), new RenderOptions { MaxItems = 10 });
        Assert.Contains("showing 10 of 60 classes", view.ToText());
        Assert.Equal(100, view.Drawings.First().Shapes.Count(shape => shape.Part is "right" or "wrong" or "none"));
        var rows = Renderer.Views([.. Enumerable.Range(0, 70).Select(index => (object)new KeyValuePair<int, int>(index, index))])[0];
        Assert.Contains("showing 64 of 70 rows", rows.ToText());
    }

    [Fact]
    public void APictureOfTooManyPixelsIsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Painter.Png(new Drawing(800, 100_000, "tall")));
        Assert.Contains("1600x200000", error.Message);
    }

    private static int Tiles(View view) => view.Drawings.First().Shapes.Count(shape => shape.Part == "tile");
}
