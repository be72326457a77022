namespace AlexNet.Models.Training;

/// <summary>Images a second over the last steps.</summary>
internal sealed class Speed
{
    private const int Steps = 20;

    private readonly Queue<(int Images, double Seconds)> _last = [];

    public double ImagesPerSecond { get; private set; }

    public void Add(int images, double seconds)
    {
        _last.Enqueue((images, seconds));
        if (_last.Count > Steps) _last.Dequeue();
        ImagesPerSecond = _last.Sum(step => step.Images) / Math.Max(_last.Sum(step => step.Seconds), 1e-9);
    }
}
