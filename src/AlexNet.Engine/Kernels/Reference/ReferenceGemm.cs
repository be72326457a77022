namespace AlexNet.Engine.Kernels.Reference;

/// <summary>The product of two matrices as its definition says it.</summary>
internal static class ReferenceGemm
{
    // a is [m][k], b is [k][n], c is [m][n], all row-major; doubles, plain loops.
    /// <summary>c[i][j] = sum over p of a[i][p] b[p][j].</summary>
    public static double[] Run(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int m, int n, int k)
    {
        var c = new double[m * n];
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
            {
                var sum = 0.0;
                for (var p = 0; p < k; p++) sum += (double)a[i * k + p] * b[p * n + j];
                c[i * n + j] = sum;
            }
        return c;
    }
}
