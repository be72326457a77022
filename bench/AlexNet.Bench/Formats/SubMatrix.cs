using AlexNet.Engine.Tensors;

namespace AlexNet.Bench.Formats;

/// <summary>Parts of weights, taken as matrices of a row for each output.</summary>
internal static unsafe class SubMatrix
{
    /// <summary>Some rows and columns, row by row.</summary>
    public static WeightTensor Of(WeightTensor weight, int row, int rows, int column, int columns) => Copy(weight, row, rows, column, columns, columns, 1);

    /// <summary>The same, column by column.</summary>
    public static WeightTensor Transposed(WeightTensor weight, int row, int rows, int column, int columns) => Copy(weight, row, rows, column, columns, 1, rows);

    private static WeightTensor Copy(WeightTensor weight, int row, int rows, int column, int columns, int rowStride, int columnStride)
    {
        var part = new NativeBuffer((long)rows * columns);
        var source = (float*)weight.Data + row * weight.RowLength + column;
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++) part.Pointer[(long)i * rowStride + (long)j * columnStride] = source[i * weight.RowLength + j];
        GC.KeepAlive(weight);
        return new WeightTensor(weight.Name, ElementType.Float32, [rows * columns], (nint)part.Pointer, part);
    }
}
