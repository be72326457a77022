using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Architectures;

/// <summary>The one-tower network of "One weird trick" (Krizhevsky 2014), as torchvision has it: no normalization, dropout before fc6 and fc7.</summary>
internal static class OneTowerNetwork
{
    public static Architecture Create() => new("onetower", new MapShape(3, 224, 224), towers: 1,
    [
        new Convolution("conv1", 64, Kernel: 11, Stride: 4, Padding: 2),
        new Activation("relu1", ActivationFunction.Relu),
        new MaxPooling("pool1", Window: 3, Stride: 2),
        new Convolution("conv2", 192, Kernel: 5, Padding: 2),
        new Activation("relu2", ActivationFunction.Relu),
        new MaxPooling("pool2", Window: 3, Stride: 2),
        new Convolution("conv3", 384, Kernel: 3, Padding: 1),
        new Activation("relu3", ActivationFunction.Relu),
        new Convolution("conv4", 256, Kernel: 3, Padding: 1),
        new Activation("relu4", ActivationFunction.Relu),
        new Convolution("conv5", 256, Kernel: 3, Padding: 1),
        new Activation("relu5", ActivationFunction.Relu),
        new MaxPooling("pool5", Window: 3, Stride: 2),
        new Dropout("drop6", 0.5f, DropoutScaling.InTraining),
        new FullyConnected("fc6", 4096),
        new Activation("relu6", ActivationFunction.Relu),
        new Dropout("drop7", 0.5f, DropoutScaling.InTraining),
        new FullyConnected("fc7", 4096),
        new Activation("relu7", ActivationFunction.Relu),
        new FullyConnected("fc8", 1000),
        new Softmax("softmax"),
    ])
    {
        Initialization = new WeightInitialization(WeightDistribution.UniformFanIn, []),
    };
}
