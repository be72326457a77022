using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Training;

/// <summary>A part of a training session's state, writable: weights, velocities or moments, averages. All of them together are a checkpoint.</summary>
public sealed class TrainingTensor
{
    private readonly NativeBuffer _buffer;
    private readonly long _start;

    internal TrainingTensor(string name, IReadOnlyList<int> shape, NativeBuffer buffer, long start)
    {
        (Name, Shape, _buffer, _start) = (name, shape, buffer, start);
        Length = shape.Aggregate(1L, (product, extent) => product * extent);
    }

    /// <summary>The parameter's name for a weight, as in <c>conv1.weight</c>; with <c>.velocity</c>, <c>.moment1</c>, <c>.moment2</c> or <c>.average</c> behind it for the rest.</summary>
    public string Name { get; }

    /// <summary>The parameter's extents, outermost first.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>All elements, row-major. Reading saves them, writing restores them; valid until the session is disposed of, and between its steps only.</summary>
    public Span<float> Values => Span(0, checked((int)Length));

    /// <summary>Some elements, for tensors that one span cannot hold.</summary>
    public Span<float> Span(long start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length, Length);
        return _buffer.Span(_start + start, length);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}
