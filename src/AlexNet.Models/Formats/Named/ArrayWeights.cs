using System.Runtime.CompilerServices;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Formats.Named;

/// <summary>Arrays as weights: where they lie if their order is ours, else a copy that is.</summary>
internal static unsafe class ArrayWeights
{
    private const int Chunk = 1 << 18;

    /// <summary>The array as a parameter of a network. Its first extent becomes the rows, all others the columns.</summary>
    /// <param name="array">Of as many elements as the parameter.</param>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="extents">Its shape.</param>
    /// <param name="cancellation">Stops a copy.</param>
    public static WeightTensor ToWeight(this NamedArray array, string name, IReadOnlyList<int> extents, CancellationToken cancellation)
    {
        array = Singles(array, cancellation);
        var bytes = array.Bytes.Open();
        var type = array.Type.Element!.Value;
        if (IsInOrder(array) && MappedWeights.CanStay(bytes.Data, type)) return new WeightTensor(name, type, extents, bytes.Data, bytes.Owner);
        var buffer = new NativeBuffer((array.Length * type.Size() + sizeof(float) - 1) / sizeof(float));
        Copy(array, (nint)buffer.Pointer, RowLength(array), cancellation);
        return new WeightTensor(name, type, extents, (nint)buffer.Pointer, buffer);
    }

    /// <summary>Copies an array of singles or halves to rows of a larger matrix.</summary>
    /// <param name="array">Its first extent are the rows.</param>
    /// <param name="target">The first element.</param>
    /// <param name="targetStride">Elements from row to row.</param>
    /// <param name="cancellation">Stops the copy.</param>
    public static void Copy(NamedArray array, nint target, long targetStride, CancellationToken cancellation)
    {
        if (array.Length == 0) return;
        var bytes = array.Bytes.Open();
        var (rows, rowStride) = array.Shape.Count == 0 ? (1, 1) : ((int)array.Shape[0], array.Strides[0]);
        StridedCopy.Run(bytes.Data, rowStride, Columns(array), rows, array.Type.Bytes, target, targetStride, cancellation);
        GC.KeepAlive(bytes.Owner);
    }

    /// <summary>The array itself, or its doubles rounded to singles in the same order.</summary>
    /// <exception cref="RefusedException">Its type is none of weights, or a value is beyond single precision.</exception>
    public static NamedArray Singles(NamedArray array, CancellationToken cancellation)
    {
        if (!array.Type.IsFloat) throw array.Refuse($"its type is {array.Type}, but weights need float32, float16, bfloat16 or float64", "convert it before it is imported");
        if (array.Type != ArrayType.Float64) return array;
        var bytes = array.Bytes.Open();
        var length = bytes.Length / sizeof(double);
        var buffer = new NativeBuffer(length);
        var isBeyond = 0;
        Parallel.For(0, (length + Chunk - 1) / Chunk, new ParallelOptions { CancellationToken = cancellation }, chunk =>
        {
            var from = (byte*)bytes.Data + chunk * Chunk * sizeof(double);
            var to = buffer.Pointer + chunk * Chunk;
            var count = Math.Min(Chunk, length - chunk * Chunk);
            for (long i = 0; i < count; i++)
            {
                var value = Unsafe.ReadUnaligned<double>(from + i * sizeof(double));
                to[i] = (float)value;
                if (float.IsInfinity(to[i]) && double.IsFinite(value)) Volatile.Write(ref isBeyond, 1);
            }
        });
        GC.KeepAlive(bytes.Owner);
        if (isBeyond != 0) throw array.Refuse($"a value of its {array.ShapeText} float64 is beyond the largest float32", "scale or convert it before it is imported");
        return array with { Type = ArrayType.Float32, Bytes = LazyRegion.Of(new MemoryRegion((nint)buffer.Pointer, length * sizeof(float), buffer)) };
    }

    /// <summary>Elements of a row.</summary>
    private static long RowLength(NamedArray array) => array.Shape.Skip(1).Aggregate(1L, (product, extent) => product * extent);

    private static bool IsInOrder(NamedArray array)
    {
        var stride = 1L;
        for (var i = array.Shape.Count - 1; i >= 0; i--)
        {
            // The stride of a single index is never used.
            if (array.Shape[i] != 1 && array.Strides[i] != stride) return false;
            stride *= array.Shape[i];
        }
        return true;
    }

    /// <summary>Where each column is, in elements from the start of its row.</summary>
    private static long[] Columns(NamedArray array)
    {
        long[] offsets = [0];
        for (var axis = 1; axis < array.Shape.Count; axis++)
        {
            var (extent, stride) = (array.Shape[axis], array.Strides[axis]);
            var next = new long[offsets.Length * extent];
            for (var i = 0; i < offsets.Length; i++)
                for (var j = 0; j < extent; j++) next[i * extent + j] = offsets[i] + j * stride;
            offsets = next;
        }
        return offsets;
    }
}
