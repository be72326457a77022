using AlexNet.Engine.Layers;

namespace AlexNet.Engine.Architectures;

/// <summary>What the four two-tower variants have in common: all that follows conv2's maps of 13x13x256.</summary>
internal static class TwoTowers
{
    /// <summary>conv3 to softmax. Only conv3 and the fully connected layers read both towers.</summary>
    public static IReadOnlyList<Layer> FromConv3(DropoutScaling dropout) =>
    [
        new Convolution("conv3", 384, Kernel: 3, Padding: 1),
        new Activation("relu3", ActivationFunction.Relu),
        new Convolution("conv4", 384, Kernel: 3, Padding: 1, Groups: 2),
        new Activation("relu4", ActivationFunction.Relu),
        new Convolution("conv5", 256, Kernel: 3, Padding: 1, Groups: 2),
        new Activation("relu5", ActivationFunction.Relu),
        new MaxPooling("pool5", Window: 3, Stride: 2),
        new FullyConnected("fc6", 4096),
        new Activation("relu6", ActivationFunction.Relu),
        new Dropout("drop6", 0.5f, dropout),
        new FullyConnected("fc7", 4096),
        new Activation("relu7", ActivationFunction.Relu),
        new Dropout("drop7", 0.5f, dropout),
        new FullyConnected("fc8", 1000),
        new Softmax("softmax"),
    ];

    /// <summary>Normal weights; biases of <paramref name="bias"/> in conv2, conv4, conv5, fc6 and fc7, and 0 elsewhere (paper, section 5).</summary>
    public static WeightInitialization Normal(float conv345, float fc67, float bias) => new(WeightDistribution.Normal,
    [
        new("conv1", 0.01f, 0),
        new("conv2", 0.01f, bias),
        new("conv3", conv345, 0),
        new("conv4", conv345, bias),
        new("conv5", conv345, bias),
        new("fc6", fc67, bias),
        new("fc7", fc67, bias),
        new("fc8", 0.01f, 0),
    ]);
}
