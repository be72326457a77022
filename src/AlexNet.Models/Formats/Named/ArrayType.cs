using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Formats.Named;

/// <summary>What the elements of an array are.</summary>
/// <param name="Name">As messages have it.</param>
/// <param name="Bytes">Bytes of an element.</param>
/// <param name="Element">The type as weights have it; null for one that weights cannot have.</param>
internal sealed record ArrayType(string Name, int Bytes, ElementType? Element = null)
{
    public static readonly ArrayType Float32 = new("float32", 4, ElementType.Float32);
    public static readonly ArrayType Float16 = new("float16", 2, ElementType.Float16);
    public static readonly ArrayType BFloat16 = new("bfloat16", 2, ElementType.BFloat16);

    /// <summary>Double precision, which is rounded to single.</summary>
    public static readonly ArrayType Float64 = new("float64", 8);

    /// <summary>The type of weights as such.</summary>
    public static ArrayType Of(ElementType type) => type switch
    {
        ElementType.Float32 => Float32,
        ElementType.Float16 => Float16,
        ElementType.BFloat16 => BFloat16,
        _ => new ArrayType(type.ToString(), type.Size(), type),
    };

    /// <summary>Whether weights can be made of it.</summary>
    public bool IsFloat => this == Float32 || this == Float16 || this == BFloat16 || this == Float64;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
