using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Architectures;

/// <summary>Caffe's CaffeNet (bvlc_reference_caffenet): as bvlc, with pooling before the normalization, which then has a quarter of the work.</summary>
internal static class CaffeNetNetwork
{
    public static Architecture Create() => new("caffenet", new MapShape(3, 227, 227), towers: 2,
    [
        new Convolution("conv1", 96, Kernel: 11, Stride: 4),
        new Activation("relu1", ActivationFunction.Relu),
        new MaxPooling("pool1", Window: 3, Stride: 2),
        new ResponseNormalization("norm1", NormalizationWindow.AcrossTowers, K: 1, Alpha: 1e-4f / 5),
        new Convolution("conv2", 256, Kernel: 5, Padding: 2, Groups: 2),
        new Activation("relu2", ActivationFunction.Relu),
        new MaxPooling("pool2", Window: 3, Stride: 2),
        new ResponseNormalization("norm2", NormalizationWindow.AcrossTowers, K: 1, Alpha: 1e-4f / 5),
        .. TwoTowers.FromConv3(DropoutScaling.InTraining),
    ])
    {
        Initialization = TwoTowers.Normal(conv345: 0.01f, fc67: 0.005f, bias: 0.1f),
    };
}
