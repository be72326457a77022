using AlexNet.Engine.Evaluation;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Rendering.Reports;

namespace AlexNet.Rendering.Tests;

public class ClassifierPageTests
{
    private const string Evil = "<script>alert(1)</script>\"'&";

    [Fact]
    public void ItHasPicturesAndNumbersAndNeedsNothingElse()
    {
        var page = ClassifierPage.Draw(Report("cat", "dog"), _ => [1, 2, 3]);
        Assert.Contains("data:image/jpeg;base64,AQID", page);
        Assert.Contains("33.3 %", page);
        Assert.Contains("default-src 'none'", page);
        foreach (var outside in new[] { "http:", "https:", "<script", "<link", "url(", "src=\"/", "javascript" }) Assert.DoesNotContain(outside, page);
    }

    [Fact]
    public void NamesAreTextWhateverTheyAre()
    {
        var page = ClassifierPage.Draw(Report(Evil, "dog"), _ => null);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("alert(1)</", page);
        Assert.Contains("&lt;script&gt;", page);
        Assert.DoesNotContain("\"'&\"", page);
    }

    [Fact]
    public void TheMatrixHasACellForEachPairUnlessThereAreTooMany()
    {
        static int Cells(string page) => page.Split("<td class=\"right\"").Length - 1;
        Assert.Equal(2, Cells(ClassifierPage.Draw(Report("cat", "dog"), _ => null)));
        Assert.Equal(0, Cells(ClassifierPage.Draw(Report([.. Enumerable.Range(0, 50).Select(i => $"class {i}")]), _ => null)));
    }

    [Fact]
    public void PrecisionAndRecallAreThoseOfTheMatrix()
    {
        var classes = Report("cat", "dog").Classes;
        // Two cats, one of them taken for a dog; one dog.
        Assert.Equal((1.0, 0.5), (classes[0].Precision, classes[0].Recall));
        Assert.Equal((0.5, 1.0), (classes[1].Precision, classes[1].Recall));
        var unasked = new ClassQuality("bird", 3, 0, 0, 0);
        Assert.Equal((null, null), (unasked.Precision, unasked.Recall));
    }

    private static ClassifierReport Report(params string[] names)
    {
        var labels = new LabelSet(names);
        var counter = new AccuracyCounter(labels);
        Prediction Says(int index) => new(1, index, names[index], null, 0.9f);
        foreach (var (truth, answer) in new[] { (0, 0), (0, 1), (1, 1) }) counter.Add(truth, [Says(answer)]);
        var accuracy = counter.ToAccuracy("pets", "photos", tenView: false);
        return new ClassifierReport
        {
            Path = "/models/pets.safetensors",
            Backbone = "paper",
            FirstLayer = "fc8",
            WeightDecay = 0.01,
            TrainingPhotos = 12,
            HeldOut = ["cat/1.jpg", "cat/2.jpg", "dog/1.jpg"],
            Accuracy = accuracy,
            Classes = ClassQuality.Of(names, accuracy.ConfusionMatrix, [.. names.Select(_ => 6)]),
            Mistakes = [new Mistake($"/photos/{names[0].Replace('/', '-')}.jpg", "", names[1], names[0], 0.9f, 0.05f)],
        };
    }
}
