using AlexNet.Engine.Models;
using AlexNet.Imaging;
using AlexNet.Imaging.Classification;

namespace AlexNet.Bench.Photos;

/// <summary>Ours, as Invoke-AlexNetClassify does it: its defaults, or with -ReducedDecoding.</summary>
internal sealed class OurProgram(Model model, bool reducedDecoding)
{
    public string[] Classify(IReadOnlyList<string> paths)
    {
        var options = new ClassifierOptions { Top = 1, Images = ImageOptions.Default with { ReducedDecoding = reducedDecoding } };
        using var classifier = new PhotoClassifier(model, options);
        var labels = new List<string>();
        foreach (var path in paths)
        {
            while (classifier.TryTake(out var result)) labels.Add(Label(result));
            classifier.Add(PhotoSource.File(path));
        }
        labels.AddRange(classifier.TakeAll().Select(Label));
        return [.. labels];
    }

    private static string Label(PhotoResult result) => result.Classification?.Label ?? throw new InvalidOperationException($"{result.Source}: {result.Error?.Message}");
}
