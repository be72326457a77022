namespace AlexNet.Imaging.Training;

/// <summary>
/// The principal components of the colours of photos (paper, section 4.1): three directions in red, green and blue, each multiplied by the standard
/// deviation of the pixels along it. The paper multiplies by the eigenvalue, the square of that; the authors' source by the deviation, whose unit is that of
/// the pixels.
/// </summary>
/// <param name="Axes">[3 components][3 colours], the largest first, in units of 0..255.</param>
public sealed record PrincipalColours(IReadOnlyList<float> Axes)
{
    private const int N = 3;

    /// <summary>No noise.</summary>
    public static PrincipalColours None { get; } = new(new float[N * N]);

    /// <summary>Those of a covariance matrix, by Jacobi's rotations.</summary>
    public static PrincipalColours Of(double[,] covariance)
    {
        var matrix = (double[,])covariance.Clone();
        var vectors = new double[N, N];
        for (var i = 0; i < N; i++) vectors[i, i] = 1;
        for (var sweep = 0; sweep < 20; sweep++)
            for (var p = 0; p < N - 1; p++)
                for (var q = p + 1; q < N; q++) Rotate(matrix, vectors, p, q);
        var axes = new float[N * N];
        var order = Enumerable.Range(0, N).OrderByDescending(i => matrix[i, i]).ToArray();
        for (var component = 0; component < N; component++)
        {
            var column = order[component];
            var deviation = Math.Sqrt(Math.Max(0, matrix[column, column]));
            for (var colour = 0; colour < N; colour++) axes[component * N + colour] = (float)(vectors[colour, column] * deviation);
        }
        return new PrincipalColours(axes);
    }

    /// <summary>What is added to red, green and blue for three amounts, one a component.</summary>
    internal void Shift(ReadOnlySpan<float> amounts, Span<float> colours)
    {
        colours.Clear();
        for (var component = 0; component < N; component++)
            for (var colour = 0; colour < N; colour++) colours[colour] += amounts[component] * Axes[component * N + colour];
    }

    /// <summary>One rotation, which makes matrix[p, q] zero.</summary>
    private static void Rotate(double[,] matrix, double[,] vectors, int p, int q)
    {
        if (Math.Abs(matrix[p, q]) < 1e-30) return;
        var theta = (matrix[q, q] - matrix[p, p]) / (2 * matrix[p, q]);
        var t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var c = 1 / Math.Sqrt(t * t + 1);
        var s = t * c;
        for (var k = 0; k < N; k++) (matrix[k, p], matrix[k, q]) = (c * matrix[k, p] - s * matrix[k, q], s * matrix[k, p] + c * matrix[k, q]);
        for (var k = 0; k < N; k++) (matrix[p, k], matrix[q, k]) = (c * matrix[p, k] - s * matrix[q, k], s * matrix[p, k] + c * matrix[q, k]);
        for (var k = 0; k < N; k++) (vectors[k, p], vectors[k, q]) = (c * vectors[k, p] - s * vectors[k, q], s * vectors[k, p] + c * vectors[k, q]);
    }
}
