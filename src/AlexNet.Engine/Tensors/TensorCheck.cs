using System.Numerics;
using System.Runtime.InteropServices;

namespace AlexNet.Engine.Tensors;

/// <summary>Looks for values that are not numbers.</summary>
public static class TensorCheck
{
    /// <summary>Whether no value is NaN or infinite.</summary>
    public static bool AllFinite(ReadOnlySpan<float> values) => FirstNotFinite(values) < 0;

    /// <summary>Index of the first NaN or infinity, or -1.</summary>
    public static int FirstNotFinite(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            // x - x is 0 for a finite x and NaN for any other, and NaN equals nothing.
            foreach (var vector in vectors)
            {
                if (!Vector.EqualsAll(vector - vector, Vector<float>.Zero)) break;
                i += Vector<float>.Count;
            }
        }
        for (; i < values.Length; i++)
            if (!float.IsFinite(values[i])) return i;
        return -1;
    }
}
