using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Architectures;

/// <summary>
/// The network of the authors' released source (layers-145.cfg): input 224, whose last windows reach three zeros past the right and lower edge;
/// conv1's ReLU after its pooling; a second normalization, within maps, after conv2.
/// </summary>
internal static class Source2012Network
{
    public static Architecture Create() => new("source2012", new MapShape(3, 224, 224), towers: 2,
    [
        new Convolution("conv1", 96, Kernel: 11, Stride: 4, Rounding: Rounding.Ceiling),
        new ResponseNormalization("norm1", NormalizationWindow.WithinTower, K: 2, Alpha: 1e-4f / 5),
        new MaxPooling("pool1", Window: 3, Stride: 2),
        new Activation("relu1", ActivationFunction.Relu),
        new Convolution("conv2", 256, Kernel: 5, Padding: 2, Groups: 2),
        new Activation("relu2", ActivationFunction.Relu),
        new ResponseNormalization("norm2", NormalizationWindow.WithinTower, K: 2, Alpha: 1e-4f / 5),
        new ResponseNormalization("mapnorm2", NormalizationWindow.WithinMap, K: 1, Alpha: 0.001f / 25),
        new MaxPooling("pool2", Window: 3, Stride: 2),
        .. TwoTowers.FromConv3(DropoutScaling.AtTest),
    ])
    {
        Initialization = TwoTowers.Normal(conv345: 0.03f, fc67: 0.01f, bias: 1),
    };
}
