using AlexNet.Engine.Kernels.FullyConnected;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Similarity;

/// <summary>
/// Products of all rows with up to so many vectors: the fully connected kernel on signed bytes, whose weights are the rows. Memory sets the pace for one vector; for several the
/// rows are read once.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed unsafe class RowProducts : IDisposable
{
    private readonly RowSet _rows;
    private readonly ThreadTeam _team;
    private readonly int _threads;
    private readonly NativeBuffer _vectors, _packed, _bias, _coarse, _workers;
    private readonly long _workerStride;

    /// <param name="rows">The rows.</param>
    /// <param name="vectors">The most vectors of a call.</param>
    /// <param name="threads">Threads that compute.</param>
    public RowProducts(RowSet rows, int vectors, int threads)
    {
        (_rows, _threads) = (rows, threads);
        _team = new ThreadTeam(threads);
        _vectors = new NativeBuffer((long)vectors * rows.Length);
        _packed = new NativeBuffer(vectors == 1 ? 0 : (long)vectors * rows.Length);
        _bias = new NativeBuffer(rows.Count);
        _coarse = new NativeBuffer((long)vectors * rows.Count);
        _workerStride = (FullyConnectedKernel.Scratch(vectors) + 15) / 16 * 16;
        _workers = new NativeBuffer(_workerStride * threads);
    }

    /// <summary>The place of a vector, to be filled before <see cref="Run"/>.</summary>
    public Span<float> Vector(int index) => _vectors.Span((long)index * _rows.Length, _rows.Length);

    /// <summary>Multiplies the rows' coarse bytes with the first so many vectors.</summary>
    /// <param name="vectors">How many.</param>
    /// <param name="firstRow">Number of the first row that matters.</param>
    /// <param name="cancellation">Ends it.</param>
    public void Run(int vectors, int firstRow, CancellationToken cancellation)
    {
        if (_rows.Count == 0) return;
        var (firstPart, firstPlace) = _rows.Find(firstRow);
        var granted = ThreadBudget.Take(_threads);
        (_team.Limit, _team.Cancellation) = (granted, cancellation);
        try
        {
            for (var part = firstPart; part < _rows.Parts.Count; part++)
                if (_rows.Parts[part].Count > 0) FullyConnectedPieces.Run(_team, Operands(part, vectors), _workers.Pointer, _workerStride, part == firstPart ? firstPlace : 0);
        }
        finally
        {
            ThreadBudget.Return(granted);
        }
    }

    /// <summary>A vector's products with the rows of a block, as far as the coarse bytes go.</summary>
    public ReadOnlySpan<float> Products(int part, int vector, int vectors)
    {
        var count = _rows.Parts[part].Count;
        return _coarse.Span((long)vectors * _rows.First(part) + (long)vector * count, count);
    }

    /// <summary>What a row's fine bytes add to its product with a vector.</summary>
    public float Rest(int part, int row, int vector)
    {
        var rows = _rows.Parts[part];
        float rest;
        var operands = new FullyConnectedOperands
        {
            Type = ElementType.Int8,
            Weights = rows.FinePointer + (long)row * rows.Length,
            RowScales = rows.ScalePointer + row,
            Bias = _bias.Pointer,
            Inputs = rows.Length,
            Outputs = 1,
            X = _vectors.Pointer + (long)vector * rows.Length,
            Packed = null,
            Y = &rest,
            Images = 1,
            Relu = false,
            Factor = 1 / UnitRows.FineSteps,
        };
        FullyConnectedKernel.Run(operands, 0, 1, null);
        return rest;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _team.Dispose();
        foreach (var buffer in new[] { _vectors, _packed, _bias, _coarse, _workers }) buffer.Dispose();
    }

    private FullyConnectedOperands Operands(int part, int vectors)
    {
        var rows = _rows.Parts[part];
        return new FullyConnectedOperands
        {
            Type = ElementType.Int8,
            Weights = rows.CoarsePointer,
            RowScales = rows.ScalePointer,
            Bias = _bias.Pointer,
            Inputs = rows.Length,
            Outputs = rows.Count,
            X = _vectors.Pointer,
            Packed = _packed.Pointer,
            Y = _coarse.Pointer + (long)vectors * _rows.First(part),
            Images = vectors,
            Relu = false,
            Factor = 1,
        };
    }
}
