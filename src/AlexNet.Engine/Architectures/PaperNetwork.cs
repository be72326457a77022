using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Architectures;

/// <summary>
/// The network as the paper describes it (Krizhevsky, Sutskever, Hinton 2012, section 3.5 and figure 2).
/// The text says 224x224, but its 55x55 maps need 227: (227 - 11) / 4 + 1.
/// </summary>
internal static class PaperNetwork
{
    public static Architecture Create() => new("paper", new MapShape(3, 227, 227), towers: 2,
    [
        new Convolution("conv1", 96, Kernel: 11, Stride: 4),
        new Activation("relu1", ActivationFunction.Relu),
        new ResponseNormalization("norm1", NormalizationWindow.WithinTower, K: 2, Alpha: 1e-4f),
        new MaxPooling("pool1", Window: 3, Stride: 2),
        new Convolution("conv2", 256, Kernel: 5, Padding: 2, Groups: 2),
        new Activation("relu2", ActivationFunction.Relu),
        new ResponseNormalization("norm2", NormalizationWindow.WithinTower, K: 2, Alpha: 1e-4f),
        new MaxPooling("pool2", Window: 3, Stride: 2),
        .. TwoTowers.FromConv3(DropoutScaling.AtTest),
    ])
    {
        Initialization = TwoTowers.Normal(conv345: 0.01f, fc67: 0.01f, bias: 1),
    };
}
