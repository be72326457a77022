namespace AlexNet.Models.Formats.Onnx;

/// <summary>ONNX's numbers for the types of elements (TensorProto.DataType), those that weights have.</summary>
internal enum OnnxType
{
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    Int32 = 6,
    Int64 = 7,
    Float16 = 10,
    Double = 11,
    BFloat16 = 16,
}

/// <summary>What follows from a type.</summary>
internal static class OnnxTypes
{
    /// <summary>Bytes of an element; 0 for a type that we do not read.</summary>
    public static int Size(this OnnxType type) => type switch
    {
        OnnxType.UInt8 or OnnxType.Int8 => 1,
        OnnxType.Float16 or OnnxType.BFloat16 => 2,
        OnnxType.Float or OnnxType.Int32 => 4,
        OnnxType.Double or OnnxType.Int64 => 8,
        _ => 0,
    };
}
