using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats;
using AlexNet.Models.Formats.Named;

namespace AlexNet.Models.Tests.Formats.Named;

/// <summary>Arrays as a file would have them, from a model or from nothing.</summary>
internal static class Arrays
{
    /// <summary>A model's weights under other names.</summary>
    public static List<NamedArray> Of(Model model, Func<string, string>? rename = null) =>
        [.. model.Weights.Select(weight => Of(weight) with { Name = rename?.Invoke(weight.Name) ?? weight.Name })];

    public static NamedArray Of(WeightTensor weight) =>
        NamedArray.RowMajor(weight.Name, ArrayType.Of(weight.Type), [.. weight.Shape.Select(extent => (long)extent)], LazyRegion.Of(new MemoryRegion(weight.Data, weight.ByteLength, weight.Owner)));

    /// <summary>Zeros of a shape.</summary>
    public static NamedArray Zeros(string name, params long[] shape) => Of(name, ArrayType.Float32, shape);

    public static NamedArray Of(string name, ArrayType type, params long[] shape)
    {
        var buffer = new NativeBuffer(shape.Aggregate(2L, (product, extent) => product * extent));
        unsafe
        {
            return NamedArray.RowMajor(name, type, shape, LazyRegion.Of(new MemoryRegion((nint)buffer.Pointer, buffer.Length * sizeof(float), buffer)));
        }
    }
}
