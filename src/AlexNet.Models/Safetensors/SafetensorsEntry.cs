namespace AlexNet.Models.Safetensors;

/// <summary>One tensor as the header lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type in the header's spelling, as in <c>F32</c>.</param>
/// <param name="Shape">Extents, outermost first; empty for a scalar.</param>
/// <param name="Begin">Offset of its first byte from the start of the data.</param>
/// <param name="End">Offset past its last byte.</param>
public sealed record SafetensorsEntry(string Name, string Type, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>Number of bytes.</summary>
    public long ByteLength => End - Begin;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}] {Type}";
}
