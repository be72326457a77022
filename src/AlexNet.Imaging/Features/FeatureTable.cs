using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training.Transfer;
using AlexNet.Imaging.Datasets;
using AlexNet.Imaging.Training;

namespace AlexNet.Imaging.Features;

/// <summary>Layers' outputs for photos.</summary>
public sealed class FeatureTable : IDisposable
{
    private readonly Dictionary<string, int> _rows = [];
    private readonly Dictionary<string, FeatureRows> _layers;

    internal FeatureTable(PhotoDataset photos, IEnumerable<(string Layer, MapShape Shape)> layers)
    {
        for (var i = 0; i < photos.Photos.Count; i++) _rows[photos.Photos[i].Path] = i;
        Checks = new PhotoCheck[photos.Photos.Count];
        int[] classes = [.. photos.Photos.Select(photo => photo.Class)];
        _layers = layers.ToDictionary(layer => layer.Layer, layer => new FeatureRows(checked((int)layer.Shape.Count), classes));
    }

    /// <summary>Every photo with the hash of its file, or why it could not be read.</summary>
    public IReadOnlyList<PhotoCheck> Checks { get; }

    /// <summary>Photos whose outputs came from the cache.</summary>
    public int FromCache { get; internal set; }

    /// <summary>The outputs of a layer for some of the photos, in memory of their own.</summary>
    public FeatureRows Take(string layer, PhotoDataset photos)
    {
        var all = _layers[layer];
        var taken = new FeatureRows(all.Length, [.. photos.Photos.Select(photo => photo.Class)]);
        for (var i = 0; i < taken.Count; i++) all.Row(_rows[photos.Photos[i].Path]).CopyTo(taken.Row(i));
        return taken;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var rows in _layers.Values) rows.Dispose();
    }

    internal Span<float> Row(string layer, int photo) => _layers[layer].Row(photo);

    internal void Check(int photo, PhotoCheck check) => ((PhotoCheck[])Checks)[photo] = check;
}
