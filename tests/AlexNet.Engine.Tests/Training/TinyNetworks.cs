using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training;

namespace AlexNet.Engine.Tests.Training;

/// <summary>Every kind of layer in a network that takes a step in a millisecond.</summary>
internal static class TinyNetworks
{
    public const int Classes = 10;

    public static Model Model(float dropout = 0.5f, DropoutScaling scaling = DropoutScaling.AtTest, ActivationFunction function = ActivationFunction.Relu)
    {
        var architecture = new Architecture("tiny", new MapShape(3, 35, 35), towers: 2,
        [
            new Convolution("conv1", 16, Kernel: 5, Stride: 2),
            new Activation("relu1", function),
            new ResponseNormalization("norm1", NormalizationWindow.WithinTower, K: 2, Alpha: 1e-2f),
            new MaxPooling("pool1", Window: 3, Stride: 2),
            new Convolution("conv2", 24, Kernel: 3, Padding: 1, Groups: 2),
            new Activation("relu2", function),
            new ResponseNormalization("norm2", NormalizationWindow.AcrossTowers, K: 1, Alpha: 1e-2f),
            new ResponseNormalization("mapnorm2", NormalizationWindow.WithinMap, K: 1, Alpha: 1e-2f),
            new Convolution("conv3", 20, Kernel: 3, Stride: 2, Padding: 1),
            new Activation("relu3", function),
            new MaxPooling("pool3", Window: 2, Stride: 2, Rounding.Ceiling),
            new FullyConnected("fc6", 50),
            new Activation("relu6", function),
            new Dropout("drop6", dropout, scaling),
            new FullyConnected("fc7", Classes),
            new Softmax("softmax"),
        ]);
        return ModelFactory.Create(architecture, weights: InitialWeights.Formula, seed: 1, biasScale: 0.1f);
    }

    public static float[] Images(Model model, int count, float scale = 2)
    {
        var images = new float[count * model.Architecture.Input.Count];
        SeededWeights.Fill(images, "images", 3, scale);
        return images;
    }

    public static Target[] Targets(int count) => [.. Enumerable.Range(0, count).Select(index => Target.Of(index * 7 % Classes))];
}
