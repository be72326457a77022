using System.Runtime.InteropServices;
using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Safetensors;

/// <summary>Writes one tensor's elements, converting them chunk by chunk where the file's type differs from the tensor's.</summary>
internal static class TensorStream
{
    private const int Chunk = 1 << 18;

    public static void Write(Stream stream, WeightTensor tensor, ElementType type, CancellationToken cancellation)
    {
        var isSame = tensor.Type == type;
        var values = isSame ? [] : new float[(int)Math.Min(Chunk, tensor.Length)];
        var narrow = type == ElementType.Float32 || isSame ? [] : new ushort[values.Length];
        for (var start = 0L; start < tensor.Length; start += Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = (int)Math.Min(Chunk, tensor.Length - start);
            if (isSame)
            {
                stream.Write(tensor.Bytes(start, count));
                continue;
            }
            var part = values.AsSpan(0, count);
            tensor.CopyTo(part, start);
            stream.Write(type == ElementType.Float32 ? MemoryMarshal.AsBytes(part) : Narrowed(part, narrow.AsSpan(0, count), tensor.Name, start, type));
        }
        GC.KeepAlive(tensor);
    }

    private static ReadOnlySpan<byte> Narrowed(ReadOnlySpan<float> values, Span<ushort> narrow, string name, long start, ElementType type)
    {
        var overflow = type == ElementType.Float16 ? NarrowFloats.ToFloat16(values, narrow) : NarrowFloats.ToBFloat16(values, narrow);
        if (overflow >= 0)
        {
            var word = SafetensorsTypes.Name(type);
            throw new RefusedException($"tensor '{Printable.Text(name)}'", FormattableString.Invariant($"element {start + overflow} is {values[overflow]:R}, beyond the largest {word} value"),
                "save it as F32 or, if F16 was too narrow, as BF16");
        }
        return MemoryMarshal.AsBytes(narrow);
    }
}
