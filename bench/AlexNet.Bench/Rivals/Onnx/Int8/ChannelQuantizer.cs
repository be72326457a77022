namespace AlexNet.Bench.Rivals.Onnx.Int8;

/// <summary>Weights as whole numbers with a scale a row (output), symmetric round 0.</summary>
/// <remarks>Seven bits, as ONNX Runtime advises for AVX2: its sums of two products are 16 bits wide there and overflow with eight.</remarks>
internal sealed class ChannelQuantizer
{
    private const int Most = 64;

    public ChannelQuantizer(ReadOnlySpan<float> weights, int rows)
    {
        var length = weights.Length / rows;
        Values = new sbyte[weights.Length];
        Scales = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            var largest = 0f;
            foreach (var value in weights.Slice(row * length, length)) largest = Math.Max(largest, Math.Abs(value));
            Scales[row] = Math.Max(largest, float.Epsilon * 1e8f) / Most;
            for (var i = row * length; i < (row + 1) * length; i++) Values[i] = (sbyte)MathF.Round(weights[i] / Scales[row]);
        }
    }

    public sbyte[] Values { get; }

    public float[] Scales { get; }

    /// <summary>[outputs][inputs] to [inputs][outputs].</summary>
    public static sbyte[] Transpose(sbyte[] values, int rows)
    {
        var columns = values.Length / rows;
        var result = new sbyte[values.Length];
        Parallel.For(0, columns, column =>
        {
            for (var row = 0; row < rows; row++) result[(long)column * rows + row] = values[(long)row * columns + column];
        });
        return result;
    }
}
