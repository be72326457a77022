using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Convolution.Direct;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AlexNet.Engine.Tests.Kernels;

[Trait("Category", "Kernel")]
public class DirectConvolutionTests
{
    // Tiles of cross-platform vectors run on every CPU, if slowly.
    public static TheoryData<string> Tiles => [.. DirectTiles.All.Select(tile => tile.Name)];

    [Theory]
    [MemberData(nameof(AlexNetConvolutions.Names), MemberType = typeof(AlexNetConvolutions))]
    public void AlexNetsLayersAgreeWithTheReference(string name)
    {
        var problem = AlexNetConvolutions.Problem(name);
        var error = AlexNetConvolutions.Error(name, problem.Run(Best, threads: 2));
        Assert.True(error < Bound(problem), $"{name}: {error:0.0e0}");
    }

    [Property(MaxTest = 100)]
    public Property AnyGeometryAgreesWithTheReference() => Prop.ForAll(ConvolutionProblem.Any(maxKernel: 7, maxStride: 5).ToArbitrary(), problem => Check(problem, Best));

    [Theory]
    [MemberData(nameof(Tiles))]
    public void EveryTileAgreesWithTheReferenceAtEveryWidth(string name)
    {
        var tile = DirectTiles.All.Single(candidate => candidate.Name == name);
        for (var width = 1; width <= DirectKernel.MaxColumns + 1; width++)
            Check(
                new ConvolutionProblem(new MapShape(2, 4, 2 * width), new Convolution("conv", tile.Channels + 1, Kernel: 3, Stride: 2, Padding: 1), Images: 1, Relu: width % 2 == 0),
                (layer, input, weights, bias, relu) => new DirectConvolutionStep(layer, input, weights, bias, relu, tile));
    }

    /// <summary>A sum of random terms in single precision strays by about the square root of their number, in units of 2^-24 of the largest; the worst of thousands, by twice that.</summary>
    private static double Bound(ConvolutionProblem problem) => (4 + 2 * Math.Sqrt(problem.Depth)) / (1 << 24);

    private static void Check(ConvolutionProblem problem, StepMaker algorithm)
    {
        var error = problem.Error(problem.RunEveryWay(algorithm));
        Assert.True(error < Bound(problem), $"{problem}: {error:0.0e0}");
    }

    private static Step Best(Convolution layer, MapShape input, WeightTensor weights, WeightTensor bias, bool relu) =>
        new DirectConvolutionStep(layer, input, weights, bias, relu);
}
