using AlexNet.Engine.Architectures;
using AlexNet.Engine.Kernels.Reference;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Tests.Kernels.Reference;

public class ReferenceNetworkTests
{
    [Fact]
    public void EveryLayerIsRunInOrderOnTheOneBefore()
    {
        // 3x3 input of three channels; conv1 adds the channels, times 1 in its first and -1 in its second output.
        var architecture = new Architecture("tiny", new MapShape(3, 3, 3), towers: 2,
        [
            new Convolution("conv1", 2, Kernel: 1),
            new Activation("relu1", ActivationFunction.Relu),
            new ResponseNormalization("norm1", NormalizationWindow.WithinTower, K: 1, Alpha: 1f / 27, Beta: 0.5f),
            new MaxPooling("pool1", Window: 2, Stride: 2, Rounding.Ceiling),
            new Dropout("drop1", 0.5f, DropoutScaling.AtTest),
            new FullyConnected("fc1", 2),
            new Softmax("softmax"),
        ]);
        var model = Model(architecture, new()
        {
            ["conv1.weight"] = [1, 1, 1, -1, -1, -1],
            ["conv1.bias"] = [0, 1],
            ["fc1.weight"] = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            ["fc1.bias"] = [0, 0],
        });
        var input = Enumerable.Repeat(3f, 27).ToArray();
        var outputs = new Dictionary<string, double[]>();

        var probabilities = ReferenceNetwork.Run(model, input, (layer, values) => outputs.Add(layer.Name, values));

        Assert.Equal(architecture.Layers.Select(layer => layer.Name), outputs.Keys);
        Assert.Equal([.. Enumerable.Repeat(9.0, 9), .. Enumerable.Repeat(-8.0, 9)], outputs["conv1"]);
        Assert.Equal([.. Enumerable.Repeat(9.0, 9), .. Enumerable.Repeat(0.0, 9)], outputs["relu1"]);
        Assert.Equal(4.5, outputs["norm1"][0], 6);
        Assert.Equal(8, outputs["pool1"].Length);
        Assert.Equal(2.25, outputs["drop1"][0], 6);
        Assert.Equal(9, outputs["fc1"][0], 5);
        Assert.Equal(1 / (1 + Math.Exp(-9)), probabilities[0], 6);
        Assert.Same(outputs["softmax"], probabilities);
    }

    [Fact]
    public void AnInputOfAnotherSizeIsRefused()
    {
        var architecture = new Architecture("tiny", new MapShape(3, 1, 1), towers: 1, [new FullyConnected("fc1", 1)]);
        var model = Model(architecture, new() { ["fc1.weight"] = [1, 1, 1], ["fc1.bias"] = [0] });
        Assert.Equal("input", Assert.Throws<ShapeException>(() => ReferenceNetwork.Run(model, new float[2])).Layer);
    }

    private static Model Model(Architecture architecture, Dictionary<string, float[]> weights) => new(
        "tiny", architecture,
        architecture.Parameters.Select(parameter => Tensor(parameter, weights[parameter.Name])),
        LabelSet.Numbered(architecture.Classes),
        Preprocessing.Paper);

    private static unsafe WeightTensor Tensor(ParameterShape parameter, float[] values)
    {
        Assert.Equal(parameter.Length, values.Length);
        var buffer = new NativeBuffer(values.Length);
        values.CopyTo(buffer.Span(0, values.Length));
        return new WeightTensor(parameter.Name, ElementType.Float32, parameter.Extents, (nint)buffer.Pointer, buffer);
    }
}
