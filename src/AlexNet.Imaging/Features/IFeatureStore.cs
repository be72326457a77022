namespace AlexNet.Imaging.Features;

/// <summary>Where layers' outputs for photos are kept. Thread-safe.</summary>
public interface IFeatureStore
{
    /// <summary>Reads a photo's values.</summary>
    /// <param name="model">Hash of the model and the layer.</param>
    /// <param name="photo">Hash of the photo's file.</param>
    /// <param name="values">Gets them; undefined when they are not there.</param>
    /// <returns>Whether they are there, as many as asked for and undamaged.</returns>
    bool TryRead(string model, string photo, Span<float> values);

    /// <summary>Keeps a photo's values, where that is possible.</summary>
    void Write(string model, string photo, ReadOnlySpan<float> values);
}
