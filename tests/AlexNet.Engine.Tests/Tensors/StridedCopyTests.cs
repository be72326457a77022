using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Tests.Tensors;

/// <summary>Matrices of every order, against one element at a time.</summary>
public sealed unsafe class StridedCopyTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(7, 1)]
    [InlineData(3, 5)]
    [InlineData(33, 67)]
    [InlineData(96, 363)]
    [InlineData(130, 1030)]
    public void EveryOrderIsBroughtIntoRows(int rows, int columns)
    {
        var random = new Random(rows * 1000 + columns);
        long[] inOrder = [.. Enumerable.Range(0, columns).Select(j => (long)j)];
        long[] shuffled = [.. inOrder];
        random.Shuffle(shuffled);
        foreach (var bytes in new[] { 2, 4 })
        {
            Check(rows, columns, inOrder, bytes);
            Check(rows, columns + 3, inOrder, bytes);
            Check(rows, 1, [.. inOrder.Select(j => j * rows)], bytes);
            Check(rows, 1, [.. shuffled.Select(j => j * (rows + 5))], bytes);
            Check(rows, columns, shuffled, bytes);
        }
    }

    [Fact]
    public void ElementsOfOtherSizesAreRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => StridedCopy.Run(0, 1, [0], 1, 8, 0, 1));

    [Fact]
    public void ACopyCanBeCancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var value = 1f;
        var target = 0f;
        Assert.ThrowsAny<OperationCanceledException>(() => StridedCopy.Run((nint)(&value), 1, [0], 1, 4, (nint)(&target), 1, source.Token));
    }

    /// <summary>The source begins at an odd address, and the target's rows are longer than what is written into them.</summary>
    private static void Check(int rows, long rowStride, long[] columns, int bytes)
    {
        var length = (int)((rows - 1) * rowStride + columns.Max() + 1);
        var source = new byte[length * bytes + 1];
        new Random(1).NextBytes(source);
        var stride = columns.Length + 2;
        var target = new byte[rows * stride * bytes];
        fixed (byte* from = source)
        fixed (byte* to = target) StridedCopy.Run((nint)(from + 1), rowStride, columns, rows, bytes, (nint)to, stride);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns.Length; j++)
            {
                var expected = source.AsSpan(1 + (int)(i * rowStride + columns[j]) * bytes, bytes);
                if (!expected.SequenceEqual(target.AsSpan((i * stride + j) * bytes, bytes))) Assert.Fail($"row {i}, column {j} of {rows}x{columns.Length}, stride {rowStride}");
            }
            Assert.Equal(new byte[2 * bytes], target.AsSpan((i * stride + columns.Length) * bytes, 2 * bytes).ToArray());
        }
    }
}
