namespace AlexNet.Rendering.Arrays;

/// <summary>Writes arrays of equal shape to a file, one after the other, so that no more than one need be in memory.</summary>
public interface IArrayWriter : IDisposable
{
    /// <summary>Adds one.</summary>
    /// <param name="name">What it belongs to.</param>
    /// <param name="values">Its values, row-major.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    void Add(string name, ReadOnlySpan<float> values);

    /// <summary>Writes what can be known only at the end.</summary>
    void Finish();
}
