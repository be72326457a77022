using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Convolution.Fft;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AlexNet.Engine.Tests.Kernels;

[Trait("Category", "Kernel")]
public class FftConvolutionTests
{
    /// <summary>
    /// Largest error relative to the layer's largest output. Found: 4.1e-7, on the paper's conv3. That is less than a sum over the window has:
    /// a product of spectra sums over the channels only, and a transform's error grows with the logarithm of its length.
    /// </summary>
    private const double LayerBound = 8e-7;

    // Kernels of cross-platform vectors run on every CPU, if slowly.
    public static TheoryData<string> Kernels => [.. FftKernelSets.All.Select(kernels => kernels.Name)];

    [Theory]
    [MemberData(nameof(AlexNetConvolutions.NamesOfStride1), MemberType = typeof(AlexNetConvolutions))]
    public void AlexNetsLayersAgreeWithTheReference(string name)
    {
        var problem = AlexNetConvolutions.Problem(name);
        var error = AlexNetConvolutions.Error(name, problem.Run(Best, threads: 2));
        Assert.True(error < LayerBound, $"{name}: {error:0.0e0}");
    }

    [Property(MaxTest = 100)]
    public Property AnyGeometryAgreesWithTheReference() =>
        Prop.ForAll(ConvolutionProblem.Any(FftGeometry.MaxKernel, maxStride: 1).ToArbitrary(), problem => Check(problem, Best));

    [Theory]
    [MemberData(nameof(Kernels))]
    public void EveryKernelAgreesWithTheReferenceAtEveryNumberOfTiles(string name)
    {
        var kernels = FftKernelSets.All.Single(candidate => candidate.Name == name);
        for (var tiles = 1; tiles <= ComplexProductKernel.MaxTiles + 1; tiles++)
            Check(
                new ConvolutionProblem(new MapShape(3, 9, 14 * tiles + 1), new Convolution("conv", kernels.Lanes + 1, Kernel: 3), Images: 1, Relu: tiles % 2 == 0),
                (layer, input, weights, bias, relu) => new FftConvolutionStep(layer, input, weights, bias, relu, kernels));
    }

    [Fact]
    public void MoreTilesThanAPassTakesAgreeWithTheReference() =>
        Check(new ConvolutionProblem(new MapShape(2, 45, 48), new Convolution("conv", 5, Kernel: 11, Padding: 5), Images: 2, Relu: true), Best);

    [Theory]
    [InlineData(3, 2, "stride 2")]
    [InlineData(12, 1, "kernel 12")]
    public void WhatItCannotDoIsRefused(int kernel, int stride, string found)
    {
        var problem = new ConvolutionProblem(new MapShape(1, 20, 20), new Convolution("conv", 1, kernel, stride), Images: 1, Relu: false);
        Assert.False(FftConvolutionStep.Supports(problem.Layer, problem.Input));
        var error = Assert.Throws<NotSupportedException>(() => problem.Run(Best, threads: 1));
        Assert.Contains(found, error.Message);
    }

    /// <summary>Any problem's largest output may nearly vanish, and then the error of its terms counts: by about the square root of their number, in units of 2^-24.</summary>
    private static void Check(ConvolutionProblem problem, StepMaker algorithm)
    {
        var error = problem.Error(problem.RunEveryWay(algorithm));
        Assert.True(error < (4 + Math.Sqrt(problem.Depth)) / (1 << 24), $"{problem}: {error:0.0e0}");
    }

    private static Step Best(Convolution layer, MapShape input, WeightTensor weights, WeightTensor bias, bool relu) =>
        new FftConvolutionStep(layer, input, weights, bias, relu);
}
