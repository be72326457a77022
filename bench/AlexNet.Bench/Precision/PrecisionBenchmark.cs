using AlexNet.Bench.Reporting;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;

namespace AlexNet.Bench.Precision;

/// <summary>What smaller weights of the fully connected layers cost in accuracy: the answers for photos beside those of single precision.</summary>
internal static class PrecisionBenchmark
{
    /// <summary>Where the photos are looked for, from the repository's root, when no folder is given.</summary>
    public const string DefaultPhotos = "../shared/data/caltech101";

    private const int Batch = 16;

    /// <summary>Compares every precision on every network, with weights by formula.</summary>
    /// <param name="photos">Folder of photos, searched through.</param>
    /// <param name="count">How many photos to take, evenly spread over the folder's files in the order of their names.</param>
    /// <param name="networks">Names of known architectures.</param>
    /// <param name="log">Is told of each comparison as it is made.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder, or no photo in it.</exception>
    public static MarkdownTable Table(string photos, int count, IReadOnlyList<string> networks, Action<string>? log = null)
    {
        var table = new MarkdownTable("network, weights", ["MB", "largest logit change", "mean logit change", "top-1 agreement", "top-5 agreement", "photos"]);
        foreach (var network in networks)
        {
            foreach (var (precision, bytes, agreement) in Compare(network, photos, count))
            {
                log?.Invoke($"{network} {precision}: {agreement}");
                table.Add($"{network}, {precision}",
                [
                    $"{bytes / 1e6:0.0}", $"{agreement.LargestChange:0.0e0}", $"{agreement.MeanChange:0.0e0}", $"{agreement.Top1:0.0%}", $"{agreement.Top5:0.0%}", $"{agreement.Photos}",
                ]);
            }
        }
        return table;
    }

    private static List<(ElementType Precision, long Bytes, Agreement Agreement)> Compare(string network, string photos, int count)
    {
        var full = ModelFactory.Create(KnownArchitectures.Get(network), weights: InitialWeights.Formula);
        var set = new PhotoSet(photos, count, full);
        var expected = set.Logits(full, Batch);
        var results = new List<(ElementType, long, Agreement)>();
        foreach (var precision in Enum.GetValues<ElementType>())
        {
            if (precision == ElementType.Float32) continue;
            var model = full.WithWeightPrecision(precision);
            var agreement = new Agreement();
            foreach (var (wanted, found) in expected.Zip(set.Logits(model, Batch))) agreement.Add(wanted, found);
            results.Add((precision, model.WeightBytes, agreement));
        }
        return results;
    }
}
