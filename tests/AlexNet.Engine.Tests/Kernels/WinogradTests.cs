using AlexNet.Engine.Kernels.Convolution.Winograd;

namespace AlexNet.Engine.Tests.Kernels;

/// <summary>The transforms' matrices, and the vector kernels against them.</summary>
[Trait("Category", "Kernel")]
public unsafe class WinogradTests
{
    private const int Width = 19; // two vectors and a tail

    public static TheoryData<int, int> Forms => new() { { 2, 3 }, { 4, 3 }, { 2, 5 }, { 4, 5 } };

    [Theory]
    [MemberData(nameof(Forms))]
    public void TheMatricesConvolve(int outputs, int kernel)
    {
        var form = WinogradForm.Find(outputs, kernel)!;
        var random = new Random(outputs * 10 + kernel);
        double[,] g = Random(random, kernel, kernel), d = Random(random, form.Inputs, form.Inputs);
        var u = Sandwich(form.KernelMatrix(), g);
        var v = Sandwich(form.InputMatrix(), d);
        var m = new double[form.Inputs, form.Inputs];
        for (var i = 0; i < form.Inputs; i++)
            for (var j = 0; j < form.Inputs; j++) m[i, j] = u[i, j] * v[i, j];
        var y = Sandwich(form.OutputMatrix(), m);
        for (var row = 0; row < outputs; row++)
            for (var column = 0; column < outputs; column++)
            {
                var expected = 0.0;
                for (var i = 0; i < kernel; i++)
                    for (var j = 0; j < kernel; j++) expected += g[i, j] * d[row + i, column + j];
                Assert.Equal(expected, y[row, column], 1e-12);
            }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void TheInputKernelsAgreeWithTheirMatrix(int outputs, int kernel)
    {
        var form = WinogradForm.Find(outputs, kernel)!;
        int n = form.Inputs, stride = Width + 3;
        var values = Near.Random(new Random(3), form.Products * Width);
        var tiles = (float[])values.Clone();
        var result = new float[form.Products * stride];
        fixed (float* source = tiles, target = result) WinogradInput.Run(n, source, Width, target, stride);
        for (var tile = 0; tile < Width; tile++)
        {
            var expected = Sandwich(form.InputMatrix(), Matrix(n, n, e => values[e * Width + tile]));
            for (var e = 0; e < n * n; e++) Assert.Equal(expected[e / n, e % n], result[e * stride + tile], 2e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void TheOutputKernelsAgreeWithTheirMatrix(int outputs, int kernel)
    {
        var form = WinogradForm.Find(outputs, kernel)!;
        var products = Near.Random(new Random(4), form.Products * Width);
        var result = new float[outputs * outputs * Width];
        var scratch = new float[WinogradOutput.Scratch(form, Width)];
        fixed (float* source = products, target = result, rest = scratch) WinogradOutput.Run(form, source, Width, Width, 0.5f, relu: true, target, rest);
        for (var tile = 0; tile < Width; tile++)
        {
            var expected = Sandwich(form.OutputMatrix(), Matrix(form.Inputs, form.Inputs, e => products[e * Width + tile]));
            for (var e = 0; e < outputs * outputs; e++)
                Assert.Equal(Math.Max(0, expected[e / outputs, e % outputs] + 0.5), result[e * Width + tile], 2e-4);
        }
    }

    /// <summary>left x middle x left transposed.</summary>
    private static double[,] Sandwich(double[,] left, double[,] middle)
    {
        int rows = left.GetLength(0), columns = left.GetLength(1);
        return Matrix(rows, rows, e =>
        {
            var sum = 0.0;
            for (var i = 0; i < columns; i++)
                for (var j = 0; j < columns; j++) sum += left[e / rows, i] * middle[i, j] * left[e % rows, j];
            return sum;
        });
    }

    private static double[,] Random(Random random, int rows, int columns) => Matrix(rows, columns, _ => random.NextDouble() * 2 - 1);

    private static double[,] Matrix(int rows, int columns, Func<int, double> element)
    {
        var matrix = new double[rows, columns];
        for (var e = 0; e < rows * columns; e++) matrix[e / columns, e % columns] = element(e);
        return matrix;
    }
}
