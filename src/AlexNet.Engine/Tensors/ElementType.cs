namespace AlexNet.Engine.Tensors;

/// <summary>How a stored weight is represented; arithmetic is always single precision.</summary>
public enum ElementType
{
    /// <summary>IEEE 754 single precision, 4 bytes.</summary>
    Float32,

    /// <summary>IEEE 754 half precision, 2 bytes.</summary>
    Float16,

    /// <summary>The upper half of a single: 8 exponent and 7 fraction bits, 2 bytes.</summary>
    BFloat16,

    /// <summary>A signed byte that its row's scale turns into a weight, see <see cref="WeightTensor.RowScales"/>; symmetric, without a zero point.</summary>
    Int8,
}

/// <summary>Sizes of element types.</summary>
public static class ElementTypes
{
    /// <summary>Bytes one element takes.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Float32 => 4,
        ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.Int8 => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no element type"),
    };
}
