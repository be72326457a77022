using AlexNet.Engine.Models;
using AlexNet.Imaging.Features;
using AlexNet.Imaging.Similarity;
using AlexNet.Imaging.Tests.Features;

namespace AlexNet.Imaging.Tests.Similarity;

/// <summary>Photos with an index of a layer of a small network, and what brings it up to date.</summary>
internal sealed class IndexedFolder : IDisposable
{
    private readonly IndexedFeatures _features;
    private readonly FeatureReader _reader;

    public IndexedFolder(ulong seed = 1)
    {
        var model = FeatureReaderTests.Network(seed);
        Key = ImageIndexKey.Of(model, "fc2");
        _features = new IndexedFeatures(new FeatureCache(Path.Combine(Photos.Path, $".cache{seed}")));
        _reader = new FeatureReader(model, ["fc2"], _features);
        Indexer = new ImageIndexer(_reader, _features);
    }

    public PhotoFolder Photos { get; } = new PhotoFolder().With("cat", 5).With("dog", 3);

    public ImageIndexKey Key { get; }

    public ImageIndexer Indexer { get; }

    public ImageIndexFile File => new(Photos.At("photos.index")) { Timeout = TimeSpan.FromSeconds(20) };

    public List<ImageException> Errors { get; } = [];

    public string[] Paths => [.. Directory.GetFiles(Photos.Path, "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>Forgets the features that were computed, so that they are computed again where the index has them not.</summary>
    public void ForgetFeatures() => Directory.Delete(Path.Combine(Photos.Path, ".cache1"), recursive: true);

    /// <summary>Looks for changes of an index that was read.</summary>
    public ImageIndexChanges Look(ImageIndex index) => Indexer.Update(index, Paths, _ => true, Errors.Add);

    /// <summary>Reads the index, brings it up to date and writes it.</summary>
    public ImageIndex Update()
    {
        var index = File.Read(Key);
        File.Write(index, Look(index));
        return index;
    }

    public void Dispose()
    {
        _reader.Dispose();
        Photos.Dispose();
    }
}
