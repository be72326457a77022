using System.Runtime.InteropServices;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Similarity;

/// <summary>
/// Vectors of length one in two bytes a value, so that a product of two of them is the cosine of their angle. The first byte (coarse) is the value in steps of the row's
/// scale, the second (fine) what is left in steps of a 254th of that: x = scale * (coarse + fine / 254), within some 65,000th of the row's largest value. The bytes lie apart, coarse
/// [rows][length] and then fine [rows][length]: a search reads the coarse ones of all rows and the fine ones of the few that may be near.
/// </summary>
public sealed unsafe class UnitRows : IDisposable
{
    /// <summary>Fine steps in a coarse one: what is left is half a coarse step at most, 127 fine ones.</summary>
    internal const float FineSteps = 254;

    private readonly NativeBuffer _bytes;
    private readonly NativeBuffer _scales;
    private readonly float[] _errors;

    /// <summary>Room for rows, all zero.</summary>
    /// <param name="length">Values of a row.</param>
    /// <param name="count">Number of rows.</param>
    /// <exception cref="OutOfMemoryException">They need more memory than there is.</exception>
    public UnitRows(int length, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        (Length, Count) = (length, count);
        _bytes = new NativeBuffer((ByteLength(length, count) + sizeof(float) - 1) / sizeof(float));
        _scales = new NativeBuffer(count);
        _errors = new float[count];
    }

    /// <summary>Values of a row.</summary>
    public int Length { get; }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Bytes of so many rows' values.</summary>
    public static long ByteLength(int length, int count) => 2L * length * count;

    /// <summary>What a coarse step of a row is worth; 0 for a row of zeros.</summary>
    public float Scale(int row) => _scales.Span(row, 1)[0];

    /// <summary>Length of what the fine bytes add to a row: no product of its coarse bytes with a vector of length one is further off.</summary>
    public float Error(int row) => _errors[row];

    /// <summary>Scale and error of a row whose bytes are put in as they are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is negative, or no number.</exception>
    public void Restore(int row, float scale, float error)
    {
        if (!(scale >= 0 && float.IsFinite(scale))) throw new ArgumentOutOfRangeException(nameof(scale), scale, "a scale is a finite number, at least 0");
        if (!(error >= 0 && float.IsFinite(error))) throw new ArgumentOutOfRangeException(nameof(error), error, "an error is a finite number, at least 0");
        (_scales.Span(row, 1)[0], _errors[row]) = (scale, error);
    }

    /// <summary>Coarse bytes of neighbouring rows.</summary>
    public Span<byte> Coarse(int first, int count) => Bytes(first, count, CoarsePointer);

    /// <summary>Fine bytes of neighbouring rows.</summary>
    public Span<byte> Fine(int first, int count) => Bytes(first, count, FinePointer);

    /// <summary>Puts a vector in, made as long as one; one of zeros stays as it is, and is like nothing.</summary>
    /// <param name="row">Its place.</param>
    /// <param name="values">Its values.</param>
    /// <exception cref="ArgumentException">There are more or fewer values than <see cref="Length"/>, or one is not a number.</exception>
    public void Set(int row, ReadOnlySpan<float> values)
    {
        var unit = new float[Length];
        Normalize(values, unit);
        var coarse = MemoryMarshal.Cast<byte, sbyte>(Coarse(row, 1));
        var fine = MemoryMarshal.Cast<byte, sbyte>(Fine(row, 1));
        var scale = RowQuantizer.Quantize(unit, coarse);
        var step = scale / FineSteps;
        var (whole, rest) = (0.0, 0.0);
        for (var i = 0; i < unit.Length; i++)
        {
            fine[i] = step == 0 ? (sbyte)0 : (sbyte)Math.Clamp(MathF.Round((unit[i] - coarse[i] * scale) / step), -127, 127);
            var (stored, left) = ((double)coarse[i] + fine[i] / (double)FineSteps, fine[i] / (double)FineSteps);
            (whole, rest) = (whole + stored * stored, rest + left * left);
        }
        // The scale is such that what is stored is as long as one: a vector is exactly like itself.
        if (whole > 0) scale = (float)(1 / Math.Sqrt(whole));
        Restore(row, scale, MathF.BitIncrement((float)(scale * Math.Sqrt(rest))));
    }

    /// <summary>Reads a row.</summary>
    /// <param name="row">Its place.</param>
    /// <param name="values">Gets <see cref="Length"/> values.</param>
    public void CopyTo(int row, Span<float> values)
    {
        var coarse = MemoryMarshal.Cast<byte, sbyte>(Coarse(row, 1));
        var fine = MemoryMarshal.Cast<byte, sbyte>(Fine(row, 1));
        var scale = Scale(row);
        for (var i = 0; i < coarse.Length; i++) values[i] = scale * (coarse[i] + fine[i] / FineSteps);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _bytes.Dispose();
        _scales.Dispose();
    }

    internal byte* CoarsePointer => (byte*)_bytes.Pointer;

    internal byte* FinePointer => CoarsePointer + (long)Length * Count;

    internal float* ScalePointer => _scales.Pointer;

    /// <summary>A vector made as long as one; one of zeros stays as it is.</summary>
    /// <exception cref="ArgumentException">There are more or fewer values than there is room for, or one is not a number.</exception>
    internal static void Normalize(ReadOnlySpan<float> values, Span<float> unit)
    {
        if (values.Length != unit.Length) throw new ArgumentException($"found {values.Length} values, but a row has {unit.Length}");
        if (TensorCheck.FirstNotFinite(values) is >= 0 and var place) throw new ArgumentException(FormattableString.Invariant($"value {place} is {values[place]}, but a direction needs numbers"));
        var squares = 0.0;
        foreach (var value in values) squares += (double)value * value;
        var factor = squares > 0 ? 1 / Math.Sqrt(squares) : 0;
        for (var i = 0; i < unit.Length; i++) unit[i] = (float)(values[i] * factor);
    }

    private Span<byte> Bytes(int first, int count, byte* plane)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)first + count, Count);
        return new Span<byte>(plane + (long)first * Length, checked(count * Length));
    }
}
