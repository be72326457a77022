using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AlexNet.Engine.Tests.Kernels;

/// <summary>Every algorithm on every geometry that it says it can compute.</summary>
[Trait("Category", "Kernel")]
public class ConvolutionAlgorithmTests
{
    // Of sums of up to some hundred products of values below 1. Winograd's larger tiles subtract what their transforms have magnified.
    private static double Tolerance(ConvolutionAlgorithm algorithm) =>
        algorithm is ConvolutionAlgorithm.Winograd4x4 or ConvolutionAlgorithm.SpaceToDepthWinograd4x4 ? 4e-5 : 1e-5;

    [Theory]
    [MemberData(nameof(ConvolutionTests.AlexNetLayers), MemberType = typeof(ConvolutionTests))]
    public void AlexNetsGeometriesAgreeWithTheReference(string name, int channels, int size, int outputs, int kernel, int stride, int padding, int groups, bool ceiling)
    {
        var layer = new Convolution(name, outputs, kernel, stride, padding, groups, ceiling ? Rounding.Ceiling : Rounding.Floor);
        CheckAll(new ConvolutionTests.Case(new MapShape(channels, size, size), layer, 2, true), 2);
    }

    [Property(MaxTest = 100)]
    public Property AnyGeometryAgreesWithTheReference() => Prop.ForAll(ConvolutionTests.Cases().ToArbitrary(), item => CheckAll(item, 2));

    [Property(MaxTest = 100)]
    public Property WinogradsKernelsAgreeWithTheReference() => Prop.ForAll(WinogradCases().ToArbitrary(), item => CheckAll(item, 3));

    [Theory]
    [InlineData(3, 1, 13)]
    [InlineData(5, 1, 27)]
    [InlineData(11, 4, 63)]
    public void TheBitsDependNeitherOnThreadsNorOnTheBatch(int kernel, int stride, int size)
    {
        var layer = new Convolution("conv", 20, kernel, stride, 1, 2);
        var input = new MapShape(12, size, size);
        foreach (var algorithm in ConvolutionSteps.For(layer, input))
        {
            var three = new ConvolutionTests.Case(input, layer, 3, false);
            var expected = Run(three, algorithm, 1);
            foreach (var threads in new[] { 2, 4 }) Assert.Equal(expected, Run(three, algorithm, threads));
            // One image has the values of the first of three.
            Assert.Equal(expected[..(int)layer.OutputShape(input).Count], Run(three with { Images = 1 }, algorithm, 2));
        }

        static float[] Run(ConvolutionTests.Case item, ConvolutionAlgorithm algorithm, int threads) => ConvolutionCheck.Run(
            item, threads, 7, (weights, bias) => ConvolutionSteps.Create(algorithm, item.Layer, item.Input, weights, bias, item.Relu, GemmTiles.Best));
    }

    [Fact]
    public void ANaNGoesThrough()
    {
        var layer = new Convolution("conv", 6, 3, 1, 1);
        var input = new MapShape(4, 9, 9);
        foreach (var algorithm in ConvolutionSteps.For(layer, input))
        {
            var values = ConvolutionCheck.Run(new ConvolutionTests.Case(input, layer, 1, true), 1, 1, (weights, bias) =>
            {
                var broken = bias.ToArray();
                broken[5] = float.NaN;
                return ConvolutionSteps.Create(algorithm, layer, input, weights, TestWeights.From(layer.Parameters(input)[1], broken), true, GemmTiles.Best);
            });
            Assert.All(values[^81..], value => Assert.True(float.IsNaN(value), $"{algorithm}"));
            Assert.All(values[..^81], value => Assert.False(float.IsNaN(value), $"{algorithm}"));
        }
    }

    [Fact]
    public void WhatAnAlgorithmCannotComputeIsRefusedWithTheNamesOfThoseThatCan()
    {
        var layer = new Convolution("conv1", 6, 11, 4);
        var input = new MapShape(3, 227, 227);
        var error = Assert.Throws<NotSupportedException>(() => ConvolutionSteps.Create(
            ConvolutionAlgorithm.Winograd4x4, layer, input, TestWeights.From(layer.Parameters(input)[0], new float[6 * 3 * 121]),
            TestWeights.From(layer.Parameters(input)[1], new float[6]), true, GemmTiles.Best));
        Assert.Contains("conv1", error.Message);
        Assert.Contains("SpaceToDepthWinograd4x4", error.Message);
    }

    private static Gen<ConvolutionTests.Case> WinogradCases() =>
        from groups in Gen.Choose(1, 2)
        from inputs in Gen.Choose(1, 20)
        from outputs in Gen.Choose(1, 40)
        from kernel in Gen.Elements(3, 5)
        from padding in Gen.Choose(0, kernel - 1)
        from height in Gen.Choose(Math.Max(1, kernel - 2 * padding), 24)
        from width in Gen.Choose(Math.Max(1, kernel - 2 * padding), 24)
        from images in Gen.Choose(1, 4)
        from relu in Gen.Elements(true, false)
        select new ConvolutionTests.Case(new MapShape(inputs * groups, height, width), new Convolution("conv", outputs * groups, kernel, 1, padding, groups), images, relu);

    private static void CheckAll(ConvolutionTests.Case item, int threads)
    {
        foreach (var algorithm in ConvolutionSteps.For(item.Layer, item.Input))
        {
            var error = ConvolutionCheck.Error(
                item, threads, item.Layer.Kernel,
                (weights, bias) => ConvolutionSteps.Create(algorithm, item.Layer, item.Input, weights, bias, item.Relu, GemmTiles.Best));
            Assert.True(error < Tolerance(algorithm), $"{algorithm}, {item}: {error:0.0e0}");
        }
    }
}
