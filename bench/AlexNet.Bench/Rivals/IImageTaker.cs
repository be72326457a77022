namespace AlexNet.Bench.Rivals;

/// <summary>An engine in this process, which takes its images from memory.</summary>
internal interface IImageTaker : IContender
{
    /// <summary>The place of all images of the batch, [image][channel][row][column]: filled once, used by every run.</summary>
    void SetInput(ReadOnlySpan<float> images);
}
