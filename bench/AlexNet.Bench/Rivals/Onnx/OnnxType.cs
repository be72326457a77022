namespace AlexNet.Bench.Rivals.Onnx;

/// <summary>ONNX's numbers for the types of elements.</summary>
internal enum OnnxType
{
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    Int32 = 6,
}

internal static class OnnxTypes
{
    public static OnnxType Of<T>() => default(T) switch
    {
        float => OnnxType.Float,
        byte => OnnxType.UInt8,
        sbyte => OnnxType.Int8,
        int => OnnxType.Int32,
        _ => throw new NotSupportedException($"the export has no {typeof(T).Name}"),
    };
}
