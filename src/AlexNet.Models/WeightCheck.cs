using System.Numerics;
using System.Runtime.InteropServices;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Models;

/// <summary>A weight that is no finite number.</summary>
/// <param name="Tensor">Name of its tensor.</param>
/// <param name="Index">Its place in the tensor, row-major.</param>
/// <param name="Value">NaN or an infinity.</param>
public sealed record NotFiniteWeight(string Tensor, long Index, float Value)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Tensor}[{Index}] is {Value}");
}

/// <summary>Looks through all weights. Loading does not, as it would read the whole file; this is for finding out why answers are NaN.</summary>
public static class WeightCheck
{
    private const int Chunk = 1 << 20;

    /// <summary>The first weight, in the architecture's order, that is NaN or infinite; null when all are finite.</summary>
    public static NotFiniteWeight? FirstNotFinite(Model model) => model.Weights.Select(FirstNotFinite).FirstOrDefault(found => found is not null);

    /// <summary>The first element that is NaN or infinite; null when all are finite.</summary>
    public static NotFiniteWeight? FirstNotFinite(WeightTensor tensor)
    {
        Span<float> value = stackalloc float[1];
        for (var start = 0L; start < tensor.Length; start += Chunk)
        {
            var bytes = tensor.Bytes(start, (int)Math.Min(Chunk, tensor.Length - start));
            var index = tensor.Type switch
            {
                ElementType.Float32 => FirstWithBits(MemoryMarshal.Cast<byte, uint>(bytes), 0x7F80_0000u),
                ElementType.Float16 => FirstWithBits(MemoryMarshal.Cast<byte, ushort>(bytes), (ushort)0x7C00),
                ElementType.Int8 => FirstProductNotFinite(tensor, start, bytes.Length),
                _ => FirstWithBits(MemoryMarshal.Cast<byte, ushort>(bytes), (ushort)0x7F80),
            };
            GC.KeepAlive(tensor);
            if (index < 0) continue;
            tensor.CopyTo(value, start + index);
            return new NotFiniteWeight(tensor.Name, start + index, value[0]);
        }
        return null;
    }

    /// <summary>Scales are finite, but a byte times a large one need not be.</summary>
    private static int FirstProductNotFinite(WeightTensor tensor, long start, int count)
    {
        var values = new float[count];
        tensor.CopyTo(values, start);
        return TensorCheck.FirstNotFinite(values);
    }

    /// <summary>A value is NaN or infinite exactly when all bits of its exponent are set.</summary>
    private static int FirstWithBits<T>(ReadOnlySpan<T> values, T exponent) where T : unmanaged, IBinaryInteger<T>
    {
        var mask = new Vector<T>(exponent);
        var i = 0;
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
            if (Vector.EqualsAny(new Vector<T>(values[i..]) & mask, mask)) break;
        for (; i < values.Length; i++)
            if ((values[i] & exponent) == exponent) return i;
        return -1;
    }
}
