using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AlexNet.Engine.Tests.Kernels;

[Trait("Category", "Kernel")]
public class ConvolutionTests
{
    /// <summary>A convolution and its input.</summary>
    public sealed record Case(MapShape Input, Convolution Layer, int Images, bool Relu);

    // AlexNet's own geometries with fewer channels: kernel, stride, padding, groups and maps are what can go wrong.
    public static TheoryData<string, int, int, int, int, int, int, int, bool> AlexNetLayers => new()
    {
        // name, input channels, input size, output channels, kernel, stride, padding, groups, ceil
        { "conv1", 3, 227, 12, 11, 4, 0, 1, false },
        { "conv1 of source2012", 3, 224, 12, 11, 4, 0, 1, true },
        { "conv1 of one tower", 3, 224, 8, 11, 4, 2, 1, false },
        { "conv2", 8, 27, 12, 5, 1, 2, 2, false },
        { "conv3", 40, 13, 20, 3, 1, 1, 1, false },
        { "conv4", 40, 13, 20, 3, 1, 1, 2, false },
    };

    [Theory]
    [MemberData(nameof(AlexNetLayers))]
    public void AlexNetsGeometriesAgreeWithTheReference(string name, int channels, int size, int outputs, int kernel, int stride, int padding, int groups, bool ceiling)
    {
        var layer = new Convolution(name, outputs, kernel, stride, padding, groups, ceiling ? Rounding.Ceiling : Rounding.Floor);
        foreach (var tile in GemmTiles.All.Where(tile => tile.IsSupported)) Check(new Case(new MapShape(channels, size, size), layer, 1, true), tile, 1, 1);
    }

    [Property(MaxTest = 150)]
    public Property AnyGeometryAgreesWithTheReference() => Prop.ForAll(Cases().ToArbitrary(), item => Check(item, GemmTiles.Best, 2, item.Layer.Kernel));

    internal static Gen<Case> Cases() =>
        from groups in Gen.Choose(1, 3)
        from inputs in Gen.Choose(1, 4)
        from outputs in Gen.Choose(1, 9)
        from kernel in Gen.Choose(1, 6)
        from stride in Gen.Choose(1, 5)
        from padding in Gen.Choose(0, kernel - 1)
        from height in Gen.Choose(Math.Max(1, kernel - 2 * padding), 20)
        from width in Gen.Choose(Math.Max(1, kernel - 2 * padding), 20)
        from images in Gen.Choose(1, 3)
        from flags in Gen.Choose(0, 3)
        select new Case(
            new MapShape(inputs * groups, height, width),
            new Convolution("conv", outputs * groups, kernel, stride, padding, groups, flags > 1 ? Rounding.Ceiling : Rounding.Floor), images, flags % 2 == 0);

    private static void Check(Case item, GemmTile tile, int threads, int seed)
    {
        var error = ConvolutionCheck.Error(item, threads, seed, (weights, bias) => new ImplicitGemmConvolutionStep(item.Layer, item.Input, weights, bias, item.Relu, tile));
        Assert.True(error < 5e-6, $"{tile.Name}, {item}: {error:0.0e0}");
    }
}
