namespace AlexNet.Engine.Models.Labels;

/// <summary>The 1000 classes of ImageNet's challenge (ILSVRC 2012) in the order of Caffe, PyTorch and the ONNX zoo: by WordNet id.</summary>
/// <remarks>Two names occur twice: crane (134 the bird, 517 the machine) and maillot (638, 639). The index is the key.</remarks>
public static class ImageNetLabels
{
    private const string Resource = "imagenet-synset-words.txt";

    private static readonly Lazy<(string Synset, string[] Names)[]> Synsets = new(() => [.. Read()]);
    private static readonly Lazy<LabelSet> Labels = new(() => new LabelSet(Synsets.Value.Select((synset, index) => new Label(index, synset.Names[0], synset.Synset))));
    private static readonly Lazy<Dictionary<string, string[]>> BySynset = new(() => Synsets.Value.ToDictionary(synset => synset.Synset, synset => synset.Names));

    /// <summary>All 1000, each with the first of its synset's names.</summary>
    public static LabelSet All => Labels.Value;

    /// <summary>All names of a class, such as <c>tench</c> and <c>Tinca tinca</c>; none for a WordNet id that is no class.</summary>
    public static IReadOnlyList<string> NamesOf(string synset) => BySynset.Value.GetValueOrDefault(synset, []);

    /// <summary>One line a class: <c>n01440764 tench, Tinca tinca</c>.</summary>
    private static IEnumerable<(string Synset, string[] Names)> Read()
    {
        using var stream = typeof(ImageNetLabels).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the resource {Resource} is missing from {typeof(ImageNetLabels).Assembly.FullName}");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var space = line.IndexOf(' ');
            yield return (line[..space], line[(space + 1)..].Split(", "));
        }
    }
}
