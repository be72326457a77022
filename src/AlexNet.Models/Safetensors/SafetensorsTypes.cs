using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Safetensors;

/// <summary>The element types a safetensors header may name, by the spelling of the reference implementation.</summary>
internal static class SafetensorsTypes
{
    private static readonly Dictionary<string, int> BitsByName = new()
    {
        ["F4"] = 4,
        ["F6_E2M3"] = 6,
        ["F6_E3M2"] = 6,
        ["BOOL"] = 8,
        ["U8"] = 8,
        ["I8"] = 8,
        ["F8_E5M2"] = 8,
        ["F8_E4M3"] = 8,
        ["F8_E8M0"] = 8,
        ["F8_E4M3FNUZ"] = 8,
        ["F8_E5M2FNUZ"] = 8,
        ["I16"] = 16,
        ["U16"] = 16,
        ["F16"] = 16,
        ["BF16"] = 16,
        ["I32"] = 32,
        ["U32"] = 32,
        ["F32"] = 32,
        ["I64"] = 64,
        ["U64"] = 64,
        ["F64"] = 64,
        ["C64"] = 64,
    };

    /// <summary>Bits of one element; null for a type nobody knows.</summary>
    public static int? Bits(string type) => BitsByName.TryGetValue(type, out var bits) ? bits : null;

    /// <summary>The type as the engine's kernels read it; null for those they do not.</summary>
    public static ElementType? Element(string type) => type switch
    {
        "F32" => ElementType.Float32,
        "F16" => ElementType.Float16,
        "BF16" => ElementType.BFloat16,
        "I8" => ElementType.Int8,
        _ => null,
    };

    /// <summary>The header's word for one of the engine's types.</summary>
    public static string Name(ElementType type) => type switch
    {
        ElementType.Float32 => "F32",
        ElementType.Float16 => "F16",
        ElementType.BFloat16 => "BF16",
        ElementType.Int8 => "I8",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no safetensors type"),
    };
}
