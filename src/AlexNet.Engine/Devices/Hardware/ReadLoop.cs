using System.Numerics;
using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Devices.Hardware;

/// <summary>Reads memory and does nothing with it.</summary>
internal static unsafe class ReadLoop
{
    /// <summary>Floats that a length must be a multiple of.</summary>
    public static int Step => 16 * Vector<float>.Count;

    /// <summary>One stream.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float ReadOne(float* start, long length)
    {
        Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
        var width = Vector<float>.Count;
        for (var end = start + length; start < end; start += 4 * width)
        {
            s0 += Vector.Load(start);
            s1 += Vector.Load(start + width);
            s2 += Vector.Load(start + 2 * width);
            s3 += Vector.Load(start + 3 * width);
        }
        return Vector.Sum(s0 + s1 + s2 + s3);
    }

    /// <summary>Four streams at once, as a matrix-vector product of four rows has: <paramref name="length"/> floats each, one behind the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float ReadFour(float* start, long length)
    {
        Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
        float* p1 = start + length, p2 = p1 + length, p3 = p2 + length;
        for (long i = 0; i < length; i += Vector<float>.Count)
        {
            s0 += Vector.Load(start + i);
            s1 += Vector.Load(p1 + i);
            s2 += Vector.Load(p2 + i);
            s3 += Vector.Load(p3 + i);
        }
        return Vector.Sum(s0 + s1 + s2 + s3);
    }
}
