namespace AlexNet.Engine.Models.Labels;

/// <summary>The 1000 classes of ImageNet's challenge (ILSVRC 2012) in the order of Caffe, PyTorch and the ONNX zoo: by WordNet id.</summary>
/// <remarks>Two names occur twice: crane (134 the bird, 517 the machine) and maillot (638, 639). The index is the key.</remarks>
public static class ImageNetLabels
{
    private const string Resource = "imagenet-synset-words.txt";

    private static readonly Lazy<LabelSet> Labels = new(() => new LabelSet(Read()));

    /// <summary>All 1000, each with the first of its synset's names.</summary>
    public static LabelSet All => Labels.Value;

    /// <summary>One line a class: <c>n01440764 tench, Tinca tinca</c>.</summary>
    private static IEnumerable<Label> Read()
    {
        using var stream = typeof(ImageNetLabels).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the resource {Resource} is missing from {typeof(ImageNetLabels).Assembly.FullName}");
        using var reader = new StreamReader(stream);
        for (var index = 0; reader.ReadLine() is { } line; index++)
        {
            var space = line.IndexOf(' ');
            yield return new Label(index, line[(space + 1)..].Split(',')[0], line[..space]);
        }
    }
}
