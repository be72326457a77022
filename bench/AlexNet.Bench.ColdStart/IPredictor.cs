namespace AlexNet.Bench.ColdStart;

/// <summary>A loaded model with one image.</summary>
internal interface IPredictor : IDisposable
{
    /// <summary>One forward pass; the likeliest class.</summary>
    int Run();
}
