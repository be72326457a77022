using System.Xml.Linq;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Devices.Timelines;
using AlexNet.Engine.Similarity;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training;
using AlexNet.Rendering;
using AlexNet.Rendering.Tests;
using AlexNet.Rendering.Views;
using Microsoft.DotNet.Interactive.Formatting;

namespace AlexNet.Interactive.Tests;

/// <summary>What notebooks show, through the package that formats alone. One class: what is registered is the process's.</summary>
public class FormatterTests
{
    private static readonly object[] All =
    [
        Results.Answer("bytes[0]", ("cat", 0.75f), ("dog", 0.25f)), Results.Classifier("cat", "dog"), Results.Accuracy("cat", "dog"), LayerInfo.Of(KnownArchitectures.Get("paper")).First(),
        KnownArchitectures.Get("onetower"), Results.Small(), new PartitionPlan(KnownArchitectures.Get("paper"), 2), DeviceLayer.Of(new PartitionPlan(KnownArchitectures.Get("paper"), 2)).First(),
        Results.Output(new MapShape(3, 4, 5)), Results.Activation("conv1+relu1", 0.5), Results.Saliency(), Results.Pixel("conv1", 3, 5, 7), Results.Small().Weight("conv1.bias"), Results.Times()[0],
        new TrainingRun { Started = new DateTime(2026, 5, 17, 12, 30, 0, DateTimeKind.Utc), FirstStep = 0, LastStep = 40, Dataset = "pets", Fingerprint = "0", Settings = new Dictionary<string, string>(), Epochs = Results.Epochs(4) },
        Results.Epochs(1)[0], new Timeline("small", ["cpu0", "cpu1"]), Results.Spans()[0],
        Results.Neighbour("cat.png", "dog.png", 0.75), new DuplicateGroup { Number = 1, Photos = [new("cat.png", null, 1, 100, default), new("dog.png", null, 0.96875, 50, default)], Model = "small", Layer = "fc7" },
    ];

    public static TheoryData<string> Types => [.. Renderer.ResultTypes.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void AResultIsWhatAPageShows(string type)
    {
        var result = ResultOf(type);
        Formatter.ResetToDefault();
        Notebook.Load();
        // ConvertTo-AlexNetHtml -Fragment is these views, one after the other.
        Assert.Equal(string.Concat(Renderer.Views([result]).Select(view => view.ToHtml())), result.ToDisplayString("text/html"));
        Assert.Equal(string.Concat(Renderer.Views([result]).Select(view => view.ToText())), result.ToDisplayString("text/plain"));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void AnAttributeIsEnoughForCSharp(string type)
    {
        var result = ResultOf(type);
        Formatter.ResetToDefault();
        // Nothing is loaded, but this assembly is at hand.
        Assert.Equal(string.Concat(Renderer.Views([result]).Select(view => view.ToHtml())), result.ToDisplayString("text/html"));
        Assert.Equal("text/html", Formatter.GetPreferredMimeTypesFor(result.GetType()).First());
    }

    [Fact]
    public void PowerShellFindsWhatIsRegistered()
    {
        Formatter.ResetToDefault();
        Notebook.Load();
        var registered = Formatter.RegisteredFormatters(includeDefaults: false).ToList();
        foreach (var type in Renderer.ResultTypes)
            foreach (var mime in new[] { "text/html", "text/plain" })
                Assert.Contains(registered, formatter => formatter.Type == type && formatter.MimeType == mime);
    }

    [Fact]
    public void WhatTheModuleRegisteredStays()
    {
        Formatter.ResetToDefault();
        Formatter.Register<EpochResult>((_, writer) => writer.Write("the module's"), "text/html");
        Notebook.Load();
        Assert.Equal("the module's", Results.Epochs(1)[0].ToDisplayString("text/html"));
        Assert.Contains("<svg", Results.Small().ToDisplayString("text/html"));
    }

    [Fact]
    public void ResultsOfOneRunAreShownTogether()
    {
        Formatter.ResetToDefault();
        Notebook.Load();
        var epochs = Results.Epochs(8);
        Assert.Equal(Renderer.Views([.. epochs])[0].ToHtml(), epochs.ToDisplayString("text/html"));
        Assert.Equal(Renderer.Views([.. epochs])[0].ToHtml(), epochs.ToArray().ToDisplayString("text/html"));
        Assert.Equal(Renderer.Views([.. epochs])[0].ToHtml(), epochs.Select(epoch => epoch).ToDisplayString("text/html"));
    }

    [Fact]
    public void TheBannerSaysWhatToTry()
    {
        Formatter.ResetToDefault();
        var banner = Notebook.Load();
        var page = XDocument.Parse(banner.ToDisplayString("text/html"));
        Assert.Contains("Show-AlexNetNetwork", page.Root!.Value);
        Assert.Contains("Show-AlexNetNetwork", banner.ToDisplayString("text/plain"));
    }

    [Fact]
    public void AWatchedTrainingIsOneDisplayThatGrows()
    {
        var (shown, replaced) = (new List<View>(), new List<View>());
        Notebook.Load(view =>
        {
            shown.Add(view);
            return replaced.Add;
        });
        var epochs = Results.Epochs(3);
        Assert.Equal(epochs, [.. Notebook.Watch(epochs)]);
        Assert.Single(shown);
        Assert.Equal(2, replaced.Count);
        Assert.Equal(Renderer.Views([.. epochs])[0].ToHtml(), replaced[^1].ToHtml());
    }

    [Fact]
    public void ProgressMovesAndEndsWhereItWasReportedLast()
    {
        var views = new List<View>();
        Notebook.Load(view =>
        {
            views.Add(view);
            return views.Add;
        });
        using (var progress = Notebook.Progress("Reading"))
            for (var done = 0; done <= 1000; done++) progress.Report((done, 2000));
        Assert.Contains("1000 of 2000", views[^1].ToText());
        Assert.Contains("50 %", views[^1].ToText());
        // A thousand reports in a moment are not a thousand pictures.
        Assert.InRange(views.Count, 2, 900);
        new ProgressDisplay("nowhere", new LiveDisplay(null)).Report(0.5);
    }

    private static object ResultOf(string type) => All.Single(result => result.GetType().Name == type);
}
