using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Tests;

/// <summary>Models of a few hundred weights, with every kind of layer, and tensors from arrays.</summary>
internal static unsafe class Tiny
{
    public static Architecture Architecture { get; } = new("tiny", new MapShape(3, 16, 16), towers: 2,
    [
        new Convolution("conv1", 4, Kernel: 3, Stride: 2, Padding: 1, Rounding: Rounding.Ceiling),
        new Activation("relu1", ActivationFunction.Tanh),
        new ResponseNormalization("norm1", NormalizationWindow.WithinTower, K: 2, Alpha: 1e-4f),
        new MaxPooling("pool1", Window: 3, Stride: 2, Rounding.Ceiling),
        new Convolution("conv2", 2, Kernel: 1, Groups: 2),
        new FullyConnected("fc3", 5),
        new Dropout("drop3", 0.5f, DropoutScaling.AtTest),
        new FullyConnected("fc4", 3),
        new Softmax("softmax"),
    ]);

    public static Model Model(Preprocessing? preprocessing = null, LabelSet? labels = null) => new(
        "a tiny \"model\"", Architecture, SeededWeights.Formula(Architecture, seed: 7),
        labels ?? new LabelSet([new Label(0, "crane", "n02012849"), new Label(1, "crane"), new Label(2, "Käse & <b>")]),
        preprocessing ?? Preprocessing.Caffe)
    {
        IsTrained = false,
        Notes = new Dictionary<string, string> { ["origin"] = "made\nhere", ["licence"] = "" },
    };

    public static WeightTensor Tensor(string name, params float[] values) => Tensor(name, ElementType.Float32, [values.Length], new ReadOnlySpan<float>(values));

    public static WeightTensor Tensor<T>(string name, ElementType type, int[] shape, ReadOnlySpan<T> values) where T : unmanaged
    {
        var buffer = new NativeBuffer((values.Length * sizeof(T) + 3) / 4);
        values.CopyTo(new Span<T>(buffer.Pointer, values.Length));
        return new WeightTensor(name, type, shape, (nint)buffer.Pointer, buffer);
    }

    public static byte[] BytesOf(WeightTensor tensor)
    {
        var bytes = tensor.Bytes(0, (int)tensor.Length).ToArray();
        GC.KeepAlive(tensor);
        return bytes;
    }
}
