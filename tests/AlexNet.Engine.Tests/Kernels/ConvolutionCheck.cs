using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Reference;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Tests.Kernels;

/// <summary>Runs a convolution step on random values beside the reference.</summary>
internal static class ConvolutionCheck
{
    /// <summary>The largest difference from the reference over all images, relative to the largest output (at least 1).</summary>
    public static double Error(ConvolutionTests.Case item, int threads, int seed, Func<WeightTensor, WeightTensor, Step> create)
    {
        var (weights, bias, x) = Values(item, seed);
        var actual = Run(item, threads, seed, create);
        var output = item.Layer.OutputShape(item.Input);
        var worst = 0.0;
        for (var image = 0; image < item.Images; image++)
        {
            var expected = ReferenceConvolution.Run(
                Near.Widen(x.AsSpan(image * (int)item.Input.Count, (int)item.Input.Count)), item.Input.Channels, item.Input.Height, item.Input.Width, weights, bias,
                item.Layer.Channels, item.Layer.Kernel, item.Layer.Stride, item.Layer.Padding, item.Layer.Groups, output.Height, output.Width);
            if (item.Relu) expected = ReferenceActivation.Run(expected, ActivationFunction.Relu);
            worst = Math.Max(worst, Near.Error(expected, actual.AsSpan(image * (int)output.Count, (int)output.Count), floor: 1));
        }
        return worst;
    }

    /// <summary>The step's outputs, for images that depend on the seed and their index alone.</summary>
    public static float[] Run(ConvolutionTests.Case item, int threads, int seed, Func<WeightTensor, WeightTensor, Step> create)
    {
        var shapes = item.Layer.Parameters(item.Input);
        var (weights, bias, x) = Values(item, seed);
        using var step = new StepHarness(create(TestWeights.From(shapes[0], weights), TestWeights.From(shapes[1], bias)), item.Images, threads);
        return step.Run(x);
    }

    private static (float[] Weights, float[] Bias, float[] Inputs) Values(ConvolutionTests.Case item, int seed)
    {
        var random = new Random(seed);
        var shapes = item.Layer.Parameters(item.Input);
        return (Near.Random(random, (int)shapes[0].Length), Near.Random(random, (int)shapes[1].Length), Near.Random(random, (int)item.Input.Count * item.Images));
    }
}
