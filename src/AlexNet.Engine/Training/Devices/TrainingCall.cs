namespace AlexNet.Engine.Training.Devices;

/// <summary>A way forward or back, as every device of it is told.</summary>
/// <param name="images">[count][input shape].</param>
/// <param name="count">Number of images.</param>
/// <param name="step">The step; null for a way forward as at test time.</param>
/// <param name="optimizer">Gets the gradients of a way back; null forward.</param>
internal readonly unsafe struct TrainingCall(float* images, int count, long? step, Optimizer? optimizer)
{
    /// <summary>[count][input shape].</summary>
    public float* Images => images;

    /// <summary>Number of images.</summary>
    public int Count => count;

    /// <summary>The step; null as at test time.</summary>
    public long? Step => step;

    /// <summary>Gets the gradients of a way back; null forward.</summary>
    public Optimizer? Optimizer => optimizer;
}
