namespace AlexNet.Engine.Inspection.Saliency;

/// <summary>A way to find where a network looks: the answer first, then the map of one class.</summary>
internal abstract class Explainer : IDisposable
{
    /// <summary>The input image, [channels][height][width].</summary>
    public abstract Span<float> Input { get; }

    /// <summary>Name of the layer whose places the map has.</summary>
    public virtual string Layer => "input";

    /// <summary>Values in a row of the map.</summary>
    public abstract int Width { get; }

    /// <summary>The probability of each class for the input.</summary>
    public abstract float[] Answer(CancellationToken cancellation);

    /// <summary>The map of a class, once there is an answer.</summary>
    public abstract float[] Map(int classIndex, CancellationToken cancellation);

    /// <inheritdoc/>
    public abstract void Dispose();
}
