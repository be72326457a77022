using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Formats.Matching;

/// <summary>Weights that other programs store otherwise than we do, in native memory of their own. All single precision.</summary>
internal static unsafe class DerivedWeights
{
    // A square of 64 x 64 singles of either matrix fits into the nearest cache.
    private const int Block = 64;
    private const int Chunk = 1 << 18;

    /// <summary>The biases of a layer that has none.</summary>
    public static WeightTensor Zeros(int count)
    {
        var buffer = new NativeBuffer(count);
        return new WeightTensor("zeros", ElementType.Float32, [count], (nint)buffer.Pointer, buffer);
    }

    /// <summary>The same bytes under another name and shape of as many elements.</summary>
    public static WeightTensor As(this WeightTensor tensor, string name, IReadOnlyList<int> shape) => new(name, tensor.Type, shape, tensor.Data, tensor.Owner, tensor.RowScales);

    /// <summary>[rows][columns] as [columns][rows].</summary>
    public static WeightTensor Transposed(this WeightTensor matrix, CancellationToken cancellation)
    {
        var single = matrix.To(ElementType.Float32);
        var (rows, columns) = (matrix.Shape[0], matrix.Shape[1]);
        var buffer = new NativeBuffer(matrix.Length);
        float* source = (float*)single.Data, destination = buffer.Pointer;
        Parallel.For(0, (columns + Block - 1) / Block, new ParallelOptions { CancellationToken = cancellation }, block =>
        {
            var first = block * Block;
            var end = Math.Min(columns, first + Block);
            for (var top = 0; top < rows; top += Block)
            {
                var bottom = Math.Min(rows, top + Block);
                for (long column = first; column < end; column++)
                    for (long row = top; row < bottom; row++)
                        destination[column * rows + row] = source[row * columns + column];
            }
        });
        GC.KeepAlive(single);
        return new WeightTensor(matrix.Name, ElementType.Float32, [columns, rows], (nint)buffer.Pointer, buffer);
    }

    /// <summary>Each element times a factor.</summary>
    public static WeightTensor Scaled(this WeightTensor tensor, float factor, CancellationToken cancellation) =>
        factor == 1 ? tensor : Map(tensor, cancellation, (values, _) =>
        {
            foreach (ref var value in values) value *= factor;
        });

    /// <summary>Changes a part of a tensor's elements.</summary>
    /// <param name="values">Some elements, one behind the other.</param>
    /// <param name="start">Index of the first, row-major.</param>
    public delegate void ChangePart(Span<float> values, long start);

    /// <summary>The tensor's elements as <paramref name="change"/> leaves them, part by part.</summary>
    public static WeightTensor Map(this WeightTensor tensor, CancellationToken cancellation, ChangePart change)
    {
        var buffer = new NativeBuffer(tensor.Length);
        Parallel.For(0, (tensor.Length + Chunk - 1) / Chunk, new ParallelOptions { CancellationToken = cancellation }, chunk =>
        {
            var start = chunk * Chunk;
            var values = buffer.Span(start, (int)Math.Min(Chunk, tensor.Length - start));
            tensor.CopyTo(values, start);
            change(values, start);
        });
        return new WeightTensor(tensor.Name, ElementType.Float32, tensor.Shape, (nint)buffer.Pointer, buffer);
    }
}
