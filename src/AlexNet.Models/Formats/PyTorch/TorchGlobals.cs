using AlexNet.Models.Formats.Named;
using AlexNet.Models.Formats.Numpy;
using AlexNet.Models.Formats.Pickle;

namespace AlexNet.Models.Formats.PyTorch;

/// <summary>The names that pickled state dicts ask for, and those of training checkpoints around them.</summary>
internal static class TorchGlobals
{
    /// <summary>All of them, and NumPy's, in which training scripts keep an accuracy.</summary>
    public static PickleGlobals All { get; } = new(
    [
        new("torch._utils._rebuild_tensor", Tensor),
        new("torch._utils._rebuild_tensor_v2", Tensor),
        // A parameter is a tensor; that it is to be trained, and its hooks, say nothing about its value.
        new("torch._utils._rebuild_parameter", arguments => arguments.Get<TorchTensor>(0, "a tensor")),
        new("torch.Size", arguments => arguments.Get<object?[]>(0, "a tuple")),
        Storage("Float", ArrayType.Float32),
        Storage("Half", ArrayType.Float16),
        Storage("BFloat16", ArrayType.BFloat16),
        Storage("Double", ArrayType.Float64),
        Storage("Long", new ArrayType("int64", 8)),
        Storage("Int", new ArrayType("int32", 4)),
        Storage("Short", new ArrayType("int16", 2)),
        Storage("Char", new ArrayType("int8", 1)),
        Storage("Byte", new ArrayType("uint8", 1)),
        Storage("Bool", new ArrayType("bool", 1)),
        .. NumpyGlobals.Names,
    ]);

    private static PickleGlobal Storage(string name, ArrayType type) => new($"torch.{name}Storage", Tag: type);

    /// <summary>(storage, offset, size, stride, ...): what follows concerns gradients.</summary>
    private static TorchTensor Tensor(PickleArguments arguments) =>
        new(arguments.Get<TorchStorage>(0, "a storage"), arguments.Count(1, "an offset"), arguments.Counts(2, "a size"), arguments.Counts(3, "strides"));
}
