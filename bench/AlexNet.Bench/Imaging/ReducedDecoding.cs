using System.Globalization;
using AlexNet.Bench.Reporting;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Imaging;
using AlexNet.Imaging.Views;

namespace AlexNet.Bench.Imaging;

/// <summary>How far decoding JPEGs at a fraction of their size moves a network's input and its answer, against decoding them at full scale.</summary>
internal static class ReducedDecoding
{
    /// <summary>Measures the photographs of a folder and its subfolders that the option touches at all.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static IReadOnlyList<ReducedDecodingResult> Measure(string folder, IReadOnlyList<string> networks)
    {
        var photos = Directory.GetFiles(folder, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        return [.. networks.Select(network => Measure(ModelFactory.Create(KnownArchitectures.Get(network)), photos))];
    }

    /// <summary>One row a network.</summary>
    public static MarkdownTable Table(IReadOnlyList<ReducedDecodingResult> results)
    {
        var table = new MarkdownTable("network", ["photos", "levels: mean", "mean, worst photo", "most", "logits: most / their deviation", "probability: most", "answers changed"]);
        foreach (var result in results)
            table.Add(result.Network,
            [
                $"{result.Photos}", Number(result.MeanLevel), Number(result.WorstMeanLevel), Number(result.LargestLevel), Number(result.LargestLogit), Number(result.LargestProbability),
                $"{result.AnswersChanged}",
            ]);
        return table;

        static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
    }

    private static ReducedDecodingResult Measure(Model model, IReadOnlyList<string> photos)
    {
        var size = model.Architecture.Input.Height;
        var full = new Preprocessor(model.Preprocessing, size);
        var reduced = new Preprocessor(model.Preprocessing, size, new ImageOptions { ReducedDecoding = true });
        using var session = new InferenceSession(InferencePlan.For(model), 2);
        var result = new ReducedDecodingResult(model.Name);
        foreach (var photo in photos)
        {
            full.Load(photo, session.Input(0));
            reduced.Load(photo, session.Input(1));
            if (session.Input(0).SequenceEqual(session.Input(1))) continue;
            session.Run(2);
            result = result.With(session, model.Preprocessing);
        }
        return result.Photos > 0 ? result : throw new ArgumentException("the folder holds no JPEG with twice the pixels that the network needs: give a folder of photographs");
    }
}
