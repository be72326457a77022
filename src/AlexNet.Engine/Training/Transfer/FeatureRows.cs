using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Training.Transfer;

/// <summary>
/// Labelled examples as a layer's outputs, one behind the other: what the layers after it are trained on when those before it stay as they are. Photos are sent
/// through the network once, however long training goes on.
/// </summary>
public sealed class FeatureRows : IDisposable
{
    private readonly NativeBuffer _values;

    /// <summary>Room for examples.</summary>
    /// <param name="length">Values of an example.</param>
    /// <param name="classes">The class of each, from 0.</param>
    /// <exception cref="OutOfMemoryException">They need more memory than there is.</exception>
    public FeatureRows(int length, IReadOnlyList<int> classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        (Length, Classes) = (length, [.. classes]);
        _values = new NativeBuffer((long)length * classes.Count);
    }

    /// <summary>Values of an example.</summary>
    public int Length { get; }

    /// <summary>Number of examples.</summary>
    public int Count => Classes.Count;

    /// <summary>The class of each example.</summary>
    public IReadOnlyList<int> Classes { get; }

    /// <summary>An example's values.</summary>
    public Span<float> Row(int index) => Rows(index, 1);

    /// <summary>Neighbouring examples, [count][length].</summary>
    public Span<float> Rows(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, Count);
        return _values.Span((long)first * Length, checked(count * Length));
    }

    /// <inheritdoc/>
    public void Dispose() => _values.Dispose();

    /// <summary>Batches of neighbouring examples: first example and number of each.</summary>
    internal IEnumerable<(int First, int Count)> Batches(int size)
    {
        for (var first = 0; first < Count; first += size) yield return (first, Math.Min(size, Count - first));
    }

    /// <summary>What neighbouring examples are to be told as.</summary>
    internal Target[] Targets(int first, int count) => [.. Enumerable.Range(first, count).Select(index => Target.Of(Classes[index]))];
}
