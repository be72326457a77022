using AlexNet.Engine.Models;

namespace AlexNet.Imaging.Similarity;

/// <summary>What the vectors of an index are: those of one layer of one model, whose preprocessing is a part of the fingerprint.</summary>
/// <param name="Fingerprint">See <see cref="ModelFingerprint"/>.</param>
/// <param name="Model">Name of the model, for people.</param>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Length">Values of a vector.</param>
public sealed record ImageIndexKey(string Fingerprint, string Model, string Layer, int Length)
{
    /// <summary>The key of a model's layer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">Name of a layer, as the network writes it.</param>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    public static ImageIndexKey Of(Model model, string layer)
    {
        var fingerprint = ModelFingerprint.Of(model, layer);
        return new(fingerprint, model.Name, layer, checked((int)model.Architecture.Shapes.First(shapes => shapes.Layer.Name == layer).Output.Count));
    }

    /// <summary>Whether vectors of the one may be compared with vectors of the other.</summary>
    public bool Fits(ImageIndexKey other) => Fingerprint == other.Fingerprint && Length == other.Length;
}
