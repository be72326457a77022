using AlexNet.Imaging.Features;

namespace AlexNet.Imaging.Similarity;

/// <summary>A cache of features that also looks into an index: a photo that was moved, or copied, is not computed again.</summary>
/// <param name="cache">The cache.</param>
public sealed class IndexedFeatures(FeatureCache cache) : IFeatureStore
{
    /// <summary>The index; null for none.</summary>
    public ImageIndex? Index { get; set; }

    /// <inheritdoc/>
    public bool TryRead(string model, string photo, Span<float> values)
    {
        if (Index is not { } index || index.Key.Fingerprint != model || index.Key.Length != values.Length || !index.Has(photo)) return cache.TryRead(model, photo, values);
        var (part, row) = index.Find(photo);
        part.CopyTo(row, values);
        return true;
    }

    /// <inheritdoc/>
    public void Write(string model, string photo, ReadOnlySpan<float> values) => cache.Write(model, photo, values);
}
