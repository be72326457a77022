namespace AlexNet.Engine.Kernels.FullyConnected;

/// <summary>The inputs at a row's end that fill no register.</summary>
internal static unsafe class RowTail
{
    /// <summary>The sum over the inputs from <paramref name="first"/> to <paramref name="end"/> - 1, in order.</summary>
    public static float Sum<TFormat>(byte* weights, float* x, nint first, nint end) where TFormat : struct, IWeightFormat
    {
        LaneScalar sum = default;
        for (var i = first; i < end; i++) sum = sum.Add(TFormat.Load<LaneScalar>(weights, i), LaneScalar.Load(x + i));
        float total;
        sum.Store(&total);
        return total;
    }
}
