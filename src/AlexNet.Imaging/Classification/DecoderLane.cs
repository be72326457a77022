using AlexNet.Imaging.Views;

namespace AlexNet.Imaging.Classification;

/// <summary>How one classifier's photos are decoded.</summary>
/// <param name="preprocessor">Makes the views.</param>
/// <param name="views">Views of a photo.</param>
/// <param name="photosAtOnce">Photos of the classifier that may be decoded at once.</param>
/// <param name="batch">Photos that are computed together.</param>
/// <param name="photosAhead">Photos that may be decoded, or be about to, and not yet computed.</param>
/// <param name="ended">Called when the decoding of a photo has ended, well or not, by the thread that did it.</param>
/// <param name="stopped">Nobody waits for the classifier any more.</param>
internal sealed class DecoderLane(Preprocessor preprocessor, int views, int photosAtOnce, int batch, int photosAhead, Action<PhotoJob> ended, CancellationToken stopped)
{
    /// <summary>Floats of a photo's views.</summary>
    public int Length { get; } = views * preprocessor.ViewLength;

    public int PhotosAtOnce { get; } = photosAtOnce;

    public int Batch { get; } = batch;

    /// <summary>Floats that may wait for the computation.</summary>
    public long FloatsAhead => (long)photosAhead * Length;

    /// <summary>Photos of the lane that are being decoded. Belongs to <see cref="DecoderPool"/>.</summary>
    internal int Decoding { get; set; }

    /// <summary>Decodes a photo, or says in it why not.</summary>
    public void Decode(PhotoJob job)
    {
        try
        {
            job.Source.Load(preprocessor, job.Views, stopped);
        }
        catch (Exception error)
        {
            job.Error = error;
        }
    }

    public void End(PhotoJob job) => ended(job);
}
