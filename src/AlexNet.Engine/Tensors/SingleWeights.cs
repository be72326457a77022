namespace AlexNet.Engine.Tensors;

/// <summary>
/// Weights in single precision while they are packed: where they lie if they are stored so, else a widened copy. What was read of a mapped file is
/// given back afterwards, for the packed form replaces it; whoever wants it again reads it again.
/// </summary>
internal sealed unsafe class SingleWeights : IDisposable
{
    private readonly WeightTensor _tensor;
    private readonly NativeBuffer? _widened;

    public SingleWeights(WeightTensor tensor)
    {
        _tensor = tensor;
        if (tensor.Type == ElementType.Float32 && tensor.Data % sizeof(float) == 0)
        {
            Pointer = (float*)tensor.Data;
            return;
        }
        _widened = NativeBuffer.Uncleared(tensor.Length);
        Pointer = _widened.Pointer;
        const int Chunk = 1 << 20;
        for (long start = 0; start < tensor.Length; start += Chunk)
            tensor.CopyTo(_widened.Span(start, (int)Math.Min(Chunk, tensor.Length - start)), start);
    }

    /// <summary>The first weight; valid until this is disposed of.</summary>
    public float* Pointer { get; }

    /// <summary>A part of them.</summary>
    public ReadOnlySpan<float> Span(long start, int length) => new(Pointer + start, length);

    /// <inheritdoc/>
    public void Dispose()
    {
        _widened?.Dispose();
        (_tensor.Owner as IPageSource)?.Release(_tensor.Data, _tensor.ByteLength);
    }
}
