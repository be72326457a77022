namespace AlexNet.Engine.Kernels.Convolution.Winograd;

/// <summary>
/// F(m x m, r x r): m x m outputs of an r x r convolution of stride 1 from n x n products a channel, n = m + r - 1, instead of m m r r
/// (Winograd 1980; Lavin and Gray 2016). Polynomials are evaluated at n - 1 points and at infinity, multiplied there, and interpolated.
/// </summary>
/// <remarks>
/// Y = A^T [(G g G^T) * (B^T d B)] A. The points come in pairs of opposite sign, so that a pair shares its even and its odd half.
/// What a transform gains in multiplications it loses in accuracy: the points' powers grow with n.
/// </remarks>
internal sealed class WinogradForm
{
    private readonly double[] _points;

    private WinogradForm(int outputs, int kernel, params double[] pairs)
    {
        (Outputs, Kernel) = (outputs, kernel);
        _points = new double[1 + 2 * pairs.Length];
        for (var pair = 0; pair < pairs.Length; pair++) (_points[2 * pair + 1], _points[2 * pair + 2]) = (pairs[pair], -pairs[pair]);
    }

    /// <summary>All forms there are.</summary>
    public static IReadOnlyList<WinogradForm> All { get; } =
    [
        new(2, 3, WinogradPoints.First),
        new(4, 3, WinogradPoints.First, WinogradPoints.Second),
        new(2, 5, WinogradPoints.First, WinogradPoints.Second),
        new(4, 5, WinogradPoints.First, WinogradPoints.Second, WinogradPoints.Third),
    ];

    /// <summary>The form for a kernel; null when there is none.</summary>
    public static WinogradForm? Find(int outputs, int kernel) => All.FirstOrDefault(form => form.Outputs == outputs && form.Kernel == kernel);

    /// <summary>Rows and columns of the outputs of one tile: m.</summary>
    public int Outputs { get; }

    /// <summary>Rows and columns of the kernel: r.</summary>
    public int Kernel { get; }

    /// <summary>Rows and columns of what a tile reads: n = m + r - 1.</summary>
    public int Inputs => Outputs + Kernel - 1;

    /// <summary>Products of a tile and channel: n x n.</summary>
    public int Products => Inputs * Inputs;

    /// <summary>G, n x r: values of a kernel's polynomial at the points, divided by the interpolation's denominators.</summary>
    public double[,] KernelMatrix()
    {
        var matrix = new double[Inputs, Kernel];
        for (var j = 0; j < _points.Length; j++)
        {
            var denominator = 1.0;
            for (var other = 0; other < _points.Length; other++)
                if (other != j) denominator *= _points[j] - _points[other];
            for (var k = 0; k < Kernel; k++) matrix[j, k] = Math.Pow(_points[j], k) / denominator;
        }
        matrix[Inputs - 1, Kernel - 1] = 1;
        return matrix;
    }

    /// <summary>B^T, n x n: row j holds the coefficients of the product of (x - point) over all points but the j-th; the last row, over all.</summary>
    public double[,] InputMatrix()
    {
        var matrix = new double[Inputs, Inputs];
        for (var j = 0; j < Inputs; j++)
        {
            var polynomial = new double[Inputs];
            polynomial[0] = 1;
            for (var other = 0; other < _points.Length; other++)
            {
                if (other == j) continue;
                for (var k = Inputs - 1; k >= 0; k--) polynomial[k] = (k > 0 ? polynomial[k - 1] : 0) - _points[other] * polynomial[k];
            }
            for (var k = 0; k < Inputs; k++) matrix[j, k] = polynomial[k];
        }
        return matrix;
    }

    /// <summary>A^T, m x n: powers of the points.</summary>
    public double[,] OutputMatrix()
    {
        var matrix = new double[Outputs, Inputs];
        for (var i = 0; i < Outputs; i++)
            for (var j = 0; j < _points.Length; j++) matrix[i, j] = Math.Pow(_points[j], i);
        matrix[Outputs - 1, Inputs - 1] = 1;
        return matrix;
    }

    /// <inheritdoc/>
    public override string ToString() => $"F({Outputs}x{Outputs},{Kernel}x{Kernel})";
}
