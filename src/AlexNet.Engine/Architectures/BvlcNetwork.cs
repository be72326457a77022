using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Architectures;

/// <summary>Caffe's bvlc_alexnet: the paper's order, but the normalization's window crosses the towers, with k 1 and alpha 1e-4 over 5 maps.</summary>
internal static class BvlcNetwork
{
    public static Architecture Create() => new("bvlc", new MapShape(3, 227, 227), towers: 2,
    [
        new Convolution("conv1", 96, Kernel: 11, Stride: 4),
        new Activation("relu1", ActivationFunction.Relu),
        new ResponseNormalization("norm1", NormalizationWindow.AcrossTowers, K: 1, Alpha: 1e-4f / 5),
        new MaxPooling("pool1", Window: 3, Stride: 2),
        new Convolution("conv2", 256, Kernel: 5, Padding: 2, Groups: 2),
        new Activation("relu2", ActivationFunction.Relu),
        new ResponseNormalization("norm2", NormalizationWindow.AcrossTowers, K: 1, Alpha: 1e-4f / 5),
        new MaxPooling("pool2", Window: 3, Stride: 2),
        .. TwoTowers.FromConv3(DropoutScaling.InTraining),
    ])
    {
        Initialization = TwoTowers.Normal(conv345: 0.01f, fc67: 0.005f, bias: 0.1f),
    };
}
