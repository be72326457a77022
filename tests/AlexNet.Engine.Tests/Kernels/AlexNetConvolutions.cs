using System.Collections.Concurrent;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Tests.Kernels;

/// <summary>The convolutions of the paper's network and of the one-tower network, at full size.</summary>
public static class AlexNetConvolutions
{
    private static readonly Dictionary<string, ConvolutionProblem> Problems = new()
    {
        ["paper conv1"] = Make(3, 227, new Convolution("conv1", 96, Kernel: 11, Stride: 4)),
        ["paper conv2"] = Make(96, 27, new Convolution("conv2", 256, Kernel: 5, Padding: 2, Groups: 2)),
        ["paper conv3"] = Make(256, 13, new Convolution("conv3", 384, Kernel: 3, Padding: 1)),
        ["paper conv4"] = Make(384, 13, new Convolution("conv4", 384, Kernel: 3, Padding: 1, Groups: 2)),
        ["paper conv5"] = Make(384, 13, new Convolution("conv5", 256, Kernel: 3, Padding: 1, Groups: 2)),
        ["one tower conv1"] = Make(3, 224, new Convolution("conv1", 64, Kernel: 11, Stride: 4, Padding: 2)),
        ["one tower conv2"] = Make(64, 27, new Convolution("conv2", 192, Kernel: 5, Padding: 2)),
        ["one tower conv3"] = Make(192, 13, new Convolution("conv3", 384, Kernel: 3, Padding: 1)),
        ["one tower conv4"] = Make(384, 13, new Convolution("conv4", 256, Kernel: 3, Padding: 1)),
        ["one tower conv5"] = Make(256, 13, new Convolution("conv5", 256, Kernel: 3, Padding: 1)),
    };

    // A reference takes half a second: once is enough for all algorithms.
    private static readonly ConcurrentDictionary<string, Lazy<double[]>> References = new();

    /// <summary>Their names.</summary>
    public static TheoryData<string> Names => [.. Problems.Keys];

    /// <summary>The names of those that step by one.</summary>
    public static TheoryData<string> NamesOfStride1 => [.. Problems.Keys.Where(name => Problems[name].Layer.Stride == 1)];

    /// <summary>A convolution by its name.</summary>
    public static ConvolutionProblem Problem(string name) => Problems[name];

    /// <summary>Largest error of an output, relative to the largest output of the layer.</summary>
    public static double Error(string name, float[] actual) =>
        Near.Error(References.GetOrAdd(name, key => new(Problems[key].Expected)).Value, actual);

    private static ConvolutionProblem Make(int channels, int size, Convolution layer) => new(new MapShape(channels, size, size), layer, Images: 1, Relu: true);
}
