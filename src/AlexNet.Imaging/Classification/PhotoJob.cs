namespace AlexNet.Imaging.Classification;

/// <summary>A photo on its way through a classifier.</summary>
internal sealed class PhotoJob(PhotoSource source, DecoderLane lane)
{
    public PhotoSource Source { get; } = source;

    public DecoderLane Lane { get; } = lane;

    /// <summary>[views][3][S][S], lent by the process from when the photo is decoded until it is computed.</summary>
    public Span<float> Views => Lent;

    /// <summary>Whether decoding has ended, well or not. Guarded by the classifier.</summary>
    public bool IsDecoded { get; set; }

    /// <summary>Why the photo could not be decoded.</summary>
    public Exception? Error { get; set; }

    /// <summary>Memory of the views; null before and after. This and what follows belongs to <see cref="DecoderPool"/>.</summary>
    internal float[]? Lent { get; set; }

    /// <summary>Whether a thread writes the views.</summary>
    internal bool IsDecoding { get; set; }

    /// <summary>Whether nobody waits for the photo any more.</summary>
    internal bool IsReleased { get; set; }
}
