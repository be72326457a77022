namespace AlexNet.Engine.Tensors;

/// <summary>A weight that the type asked for cannot hold; the message names it and says what to do.</summary>
/// <param name="tensor">Name of its tensor.</param>
/// <param name="index">Its place in the tensor, row-major.</param>
/// <param name="value">The weight.</param>
/// <param name="type">The type.</param>
public sealed class WeightConversionException(string tensor, long index, float value, ElementType type)
    : ArithmeticException(FormattableString.Invariant($"element {index} of the weights '{tensor}' is {value:R}, which {type} cannot hold; {Advice(value, type)}"))
{
    /// <summary>Name of the tensor.</summary>
    public string Tensor { get; } = tensor;

    /// <summary>The weight's place in the tensor, row-major.</summary>
    public long Index { get; } = index;

    /// <summary>The weight.</summary>
    public float Value { get; } = value;

    /// <summary>The type asked for.</summary>
    public ElementType Type { get; } = type;

    private static string Advice(float value, ElementType type) =>
        !float.IsFinite(value) ? "get a fresh copy of the model file"
        : type == ElementType.Float16 ? $"take {ElementType.BFloat16} or {ElementType.Int8}"
        : $"keep {ElementType.Float32}";
}
