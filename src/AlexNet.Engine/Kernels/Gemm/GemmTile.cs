namespace AlexNet.Engine.Kernels.Gemm;

/// <summary>
/// One register tile of a matrix product: c[r][j] = sum over k of a[k][r] * b[k][j], plus bias[r] or c[r][j] itself,, for r below Rows and j below Columns.
/// a is a packed panel [depth][Rows], b a packed panel [depth][Columns], c rows are <c>stride</c> floats apart.
/// The sum runs over k in order, so the bits of an element depend on its own row and column only.
/// </summary>
internal abstract unsafe class GemmTile
{
    /// <summary>Instruction set, operation and tile, as in <c>Avx2Gemm6x16</c>.</summary>
    public string Name => GetType().Name;

    /// <summary>Rows of the tile.</summary>
    public abstract int Rows { get; }

    /// <summary>Columns of the tile.</summary>
    public abstract int Columns { get; }

    /// <summary>Whether this CPU (and the runtime's settings) run it at full speed.</summary>
    public abstract bool IsSupported { get; }

    /// <summary>Computes a whole tile.</summary>
    /// <param name="depth">Length of the sum.</param>
    /// <param name="a">Panel of [depth][Rows].</param>
    /// <param name="b">Panel of [depth][Columns].</param>
    /// <param name="c">First element of the tile; every row has Columns writable floats.</param>
    /// <param name="stride">Floats from one row of c to the next.</param>
    /// <param name="bias">One value a row that is added; null to add what c holds.</param>
    /// <param name="relu">Whether to clamp the result at zero from below (NaN stays NaN).</param>
    public abstract void Run(int depth, float* a, float* b, float* c, nint stride, float* bias, bool relu);
}
