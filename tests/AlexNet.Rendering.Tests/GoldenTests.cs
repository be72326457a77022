using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inspection;
using AlexNet.Engine.Inspection.Saliency;
using AlexNet.Engine.Similarity;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Features;
using AlexNet.Rendering.Filters;
using AlexNet.Rendering.Networks;
using AlexNet.Rendering.Predictions;
using AlexNet.Rendering.Progress;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Tests;

/// <summary>Everything that is rendered, letter by letter.</summary>
public class GoldenTests
{
    [Theory]
    [InlineData("paper", 0)]
    [InlineData("onetower", 0)]
    [InlineData("caffenet", 2)]
    public void Networks(string name, int devices)
    {
        var view = NetworkView.Of(KnownArchitectures.Get(name), devices);
        Check(view, $"network-{name}", "svg", "txt");
        Assert.Contains(name == "paper" ? "60,965,224" : name == "onetower" ? "61,100,840" : "60,965,224", view.ToText());
    }

    [Fact]
    public void TheFigureInTheDocsIsToday() => Golden.CheckFile(Path.Combine("docs", "network.svg"), SvgWriter.Document(NetworkView.Of(KnownArchitectures.Get("paper")).Drawings.First()));

    [Fact]
    public void LayersOfANetwork() => Check(Renderer.View(LayerInfo.Of(KnownArchitectures.Get("paper")).First()), "layers", "html");

    [Fact]
    public void Photos()
    {
        using var folder = new TemporaryFolder();
        var cat = Results.WritePhoto(folder.Path, "cat.png");
        var dog = Results.WritePhoto(folder.Path, "dog.png", width: 8, height: 12);
        var view = PredictionsView.Of(
            [Results.Answer(cat, ("cat", 0.75f), ("dog", 0.125f), ("very long label that does not fit into a bar of a card", 0.0625f)), Results.Answer(dog, ("cat", 0.5f), ("dog", 0.25f)), Results.Answer("bytes[0]", ("dog", 1))],
            new RenderOptions { TrueLabel = answer => answer.Path.StartsWith("bytes", StringComparison.Ordinal) ? null : Path.GetFileNameWithoutExtension(answer.Path) });
        Check(view, "photos", "html", "txt");
    }

    [Fact]
    public void Accuracy() => Check(Renderer.View(Results.Accuracy("cat", "dog", "fish")), "accuracy", "html", "txt");

    [Fact]
    public void AClassifier() => Check(Renderer.View(Results.Classifier("cat", "dog")), "classifier", "html", "txt");

    [Fact]
    public void FiltersInColours() => Check(FilterView.Of(Results.Small(), "conv1", new FilterOptions { MaxFilters = 6 }), "filters-conv1", "svg", "txt");

    [Fact]
    public void FiltersOfAnInputMap() => Check(FilterView.Of(Results.Small(), "conv3", new FilterOptions { MaxFilters = 5, Channel = 3, SharedRange = true }), "filters-conv3", "svg", "txt");

    [Fact]
    public void Maps() => Check(Renderer.View(Results.Output(new MapShape(9, 4, 5)), new RenderOptions { MaxItems = 8 }), "maps", "svg", "html", "txt");

    [Fact]
    public void MapsOfNeurons() => Check(Renderer.View(Results.Output(new MapShape(30, 1, 1), "fc9")), "neurons", "svg", "txt");

    [Fact]
    public void AnOutputOfTheFirstConvolution() => Check(OutputPixelView.Of(Results.Pixel("conv1", 3, 5, 7)), "output-conv1", "svg", "txt");

    [Fact]
    public void AnOutputAtTheEdgeOfALaterOne() => Check(OutputPixelView.Of(Results.Pixel("conv2", 200, 0, 8)), "output-conv2", "svg", "txt");

    [Fact]
    public void AMatrixOfPatches() => Check(Im2ColView.Of(Results.Pixel("conv1", 3, 5, 7)), "im2col", "svg", "txt");

    [Theory]
    [InlineData(SaliencyMethod.GradCam, SaliencyOverlay.Blend)]
    [InlineData(SaliencyMethod.GradCam, SaliencyOverlay.SideBySide)]
    [InlineData(SaliencyMethod.Gradient, SaliencyOverlay.Contour)]
    [InlineData(SaliencyMethod.GuidedBackprop, SaliencyOverlay.Mask)]
    [InlineData(SaliencyMethod.Occlusion, SaliencyOverlay.Heat)]
    public void Saliency(SaliencyMethod method, SaliencyOverlay overlay) => Check(Renderer.View(Results.Saliency(method, overlay)), $"saliency-{overlay.ToString().ToLowerInvariant()}", "svg", "txt");

    [Fact]
    public void SaliencyOfSeveral() => Check(Renderer.Views([.. Enum.GetValues<SaliencyMethod>().Select(method => Results.Saliency(method))])[0], "saliency", "html", "txt");

    [Fact]
    public void TheMatrixOfPatchesOfThePaper()
    {
        var text = Im2ColView.Of(Results.Pixel("conv1", 3, 5, 7, inputSize: 227)).ToText();
        Assert.Contains("363 x 3025", text);
        Assert.Contains("96 x 363", text);
        Assert.Contains("1,098,075", text);
    }

    [Fact]
    public void Mistakes()
    {
        var answers = Enumerable.Range(0, 6).Select(index => Results.Answer($"{(index < 5 ? "dog" : "cat")}/{index}.jpg", ("cat", 0.5f), ("dog", 0.25f))).ToList();
        Check(PredictionsView.Of(answers, new RenderOptions { OnlyMistakes = true, TrueLabel = answer => Path.GetDirectoryName(answer.Path), MaxItems = 3 }), "mistakes", "html", "txt");
    }

    [Fact]
    public void Tensors() => Check(Renderer.View(Results.Small().Weight("conv1.bias")), "tensor", "html", "txt");

    [Fact]
    public void Activations() => Check(Renderer.Views([Results.Activation("conv1+relu1", 0.5, 2, 5), Results.Activation("fc8", 0)])[0], "activations", "html", "txt");

    [Fact]
    public void Training() => Check(Renderer.Views([.. Results.Epochs(8)])[0], "epochs", "svg", "txt");

    [Fact]
    public void HistoryOfTraining() => Check(Renderer.View(new TrainingRun
    {
        Started = new DateTime(2026, 5, 17, 12, 30, 0, DateTimeKind.Utc),
        FirstStep = 0,
        LastStep = 40,
        Dataset = "pets",
        Fingerprint = "0",
        Settings = new Dictionary<string, string> { ["learning rate"] = "0.5", ["batch size"] = "128" },
        Epochs = Results.Epochs(4),
    }), "history", "html", "txt");

    [Fact]
    public void TimesOfLayers() => Check(Renderer.Views([.. Results.Times()], new RenderOptions { PeakGigaflops = 160 })[0], "times", "svg", "txt");

    [Fact]
    public void Timelines() => Check(Renderer.Views([.. Results.Spans()])[0], "timeline", "svg", "txt");

    [Fact]
    public void Neighbours()
    {
        using var folder = new TemporaryFolder();
        var query = Results.WritePhoto(folder.Path, "query.png");
        var near = Results.WritePhoto(folder.Path, "near.png");
        var views = Renderer.Views([Results.Neighbour(query, near, 0.75), Results.Neighbour(query, "far.png", 0.0625, rank: 2), Results.Neighbour(near, query, 0.75)]);
        Assert.Equal(2, views.Count);
        Check(views[0], "neighbours");
        var group = new DuplicateGroup { Number = 1, Photos = [new(query, null, 1, 100, default), new(near, null, 0.96875, 50, default)], Model = "small", Layer = "fc7" };
        Check(Renderer.View(group), "duplicates");

        void Check(View view, string name) => Golden.Check($"{name}.html", view.ToHtml().Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
    }

    [Fact]
    public void OtherObjects() => Check(Renderer.Views([new ClassCount("cat", 1234, 0.5), new ClassCount("dog", 7, 0.25)])[0], "objects", "html", "txt");

    [Fact]
    public void Progress() => Check(ProgressView.Of("Training", 0.375, "epoch 3 of 8"), "progress", "html", "txt");

    [Fact]
    public void APage() => Golden.Check("page.html", HtmlPage.Write("A page", [new View("Heading"), Renderer.View(new ClassCount("cat", 1234, 0.5))]));

    private static void Check(View view, string name, params string[] kinds)
    {
        foreach (var kind in kinds)
            Golden.Check($"{name}.{kind}", kind switch { "svg" => SvgWriter.Document(view.Drawings.First()), "html" => view.ToHtml(), _ => view.ToText() });
    }

    private sealed record ClassCount(string Name, int Photos, double Share);
}
