using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using FsCheck;
using FsCheck.Xunit;

namespace AlexNet.Engine.Tests.Architectures;

public class ArchitectureTests
{
    public static readonly TheoryData<string> All = [.. KnownArchitectures.Names];

    [Theory, MemberData(nameof(All))]
    public void ScaleChangesWidthsClassesAndInputAndNothingElse(string name)
    {
        var whole = KnownArchitectures.Get(name);
        var scaled = whole.Scale(fullyConnected: 64, classes: 5, inputSize: 127);
        Assert.Equal([64, 64, 5], scaled.Layers.OfType<FullyConnected>().Select(layer => layer.Outputs));
        Assert.Equal(5, scaled.Classes);
        Assert.Equal(new MapShape(3, 127, 127), scaled.Input);
        Assert.Equal(whole.Layers.Where(layer => layer is not FullyConnected), scaled.Layers.Where(layer => layer is not FullyConnected));
        Assert.Equal(whole.Initialization, scaled.Initialization);
        Assert.Equal(4096, whole.Layers.OfType<FullyConnected>().First().Outputs);
    }

    [Theory, MemberData(nameof(All))]
    public void ScaleWithNothingGivenKeepsTheNetwork(string name)
    {
        var whole = KnownArchitectures.Get(name);
        Assert.Equal(whole.Layers, whole.Scale().Layers);
        Assert.Equal(whole.ParameterCount, whole.Scale().ParameterCount);
    }

    [Theory, MemberData(nameof(All))]
    public void AnInputTooSmallIsRefusedWithTheLayerWhereTheMapsVanish(string name)
    {
        var error = Assert.Throws<ShapeException>(() => KnownArchitectures.Get(name).Scale(inputSize: 40));
        Assert.StartsWith("pool", error.Layer);
        Assert.Contains("maps of", error.Found);
        Assert.Contains("at least 3x3", error.Needed);
        Assert.Equal($"layer '{error.Layer}': found {error.Found}, but needs {error.Needed}", error.Message);
    }

    [Theory, MemberData(nameof(All))]
    public void WithActivationReplacesEveryNonlinearity(string name)
    {
        var tanh = KnownArchitectures.Get(name).WithActivation(ActivationFunction.Tanh);
        Assert.Equal(7, tanh.Layers.OfType<Activation>().Count());
        Assert.All(tanh.Layers.OfType<Activation>(), layer => Assert.Equal(ActivationFunction.Tanh, layer.Function));
        Assert.Equal(KnownArchitectures.Get(name).ParameterCount, tanh.ParameterCount);
    }

    [Fact]
    public void DropoutScalesAtTestOnlyInThePapersWay()
    {
        var paper = KnownArchitectures.Get("paper");
        Assert.All(paper.Layers.OfType<Dropout>(), layer => Assert.Equal(0.5f, layer.TestFactor));
        Assert.All(paper.WithDropout(DropoutScaling.InTraining).Layers.OfType<Dropout>(), layer => Assert.Equal(1, layer.TestFactor));
    }

    public static readonly TheoryData<Layer, string, string> Refused = new()
    {
        { new Convolution("c", 0, Kernel: 3), "0 channels", "positive" },
        { new Convolution("c", 4, Kernel: 3, Stride: 0), "stride 0", "positive" },
        { new Convolution("c", 4, Kernel: 3, Padding: 3), "padding 3", "less than the kernel's 3" },
        { new Convolution("c", 5, Kernel: 3, Groups: 2), "5 output channels", "2 groups" },
        { new Convolution("c", 8, Kernel: 3, Groups: 4), "6 input channels", "4 groups" },
        { new Convolution("c", 4, Kernel: 11), "maps of 9x9", "at least 11x11" },
        { new Convolution("c", 4, Kernel: 13, Padding: 1), "maps of 9x9", "at least 11x11" },
        { new MaxPooling("p", Window: 0, Stride: 1), "window 0", "positive" },
        { new MaxPooling("p", Window: 10, Stride: 1), "maps of 9x9", "at least 10x10" },
        { new ResponseNormalization("n", NormalizationWindow.WithinTower, 2, 1e-4f, Size: 4), "a window of 4", "odd" },
        { new ResponseNormalization("n", NormalizationWindow.WithinTower, 0, 1e-4f), "k 0", "k above 0" },
        { new ResponseNormalization("n", NormalizationWindow.WithinTower, 2, float.NaN), "alpha NaN", "finite" },
        { new FullyConnected("f", 0), "0 outputs", "at least 1" },
        { new Dropout("d", 1, DropoutScaling.AtTest), "a rate of 1", "[0, 1)" },
        { new Dropout("d", float.NaN, DropoutScaling.AtTest), "a rate of NaN", "[0, 1)" },
        { new Softmax("s"), "maps of 9x9", "a vector" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void ALayerThatDoesNotFitIsNamedWithWhatWasFoundAndNeeded(Layer layer, string found, string needed)
    {
        var error = Assert.Throws<ShapeException>(() => new Architecture("test", new MapShape(6, 9, 9), 1, [layer]));
        Assert.Equal(layer.Name, error.Layer);
        Assert.Contains(found, error.Found);
        Assert.Contains(needed, error.Needed);
        Assert.Contains(found, error.Message);
    }

    [Fact]
    public void TowersThatDoNotDivideTheMapsAreRefused()
    {
        var norm = new ResponseNormalization("norm", NormalizationWindow.WithinTower, 2, 1e-4f);
        var error = Assert.Throws<ShapeException>(() => new Architecture("test", new MapShape(3, 4, 4), 2, [norm]));
        Assert.Equal(("norm", "3 maps"), (error.Layer, error.Found));
    }

    [Fact]
    public void NamesAreTakenOnce()
    {
        var error = Assert.Throws<ShapeException>(() => new Architecture("test", new MapShape(3, 4, 4), 1,
            [new FullyConnected("fc", 3), new FullyConnected("FC", 3)]));
        Assert.Equal("FC", error.Layer);
    }

    [Fact]
    public void ANetworkTooLargeToBeMeantIsRefused()
    {
        Assert.Throws<ShapeException>(() => new Architecture("test", new MapShape(3, 100_000, 100_000), 1, [new FullyConnected("fc", 1)]));
        Assert.Throws<ShapeException>(() => new Architecture("test", new MapShape(3, 1000, 1000), 1, [new FullyConnected("fc", int.MaxValue)]));
        Assert.Throws<ShapeException>(() => new Architecture("test", new MapShape(3, 1000, 1000), 1, [new FullyConnected("fc", 4096)]));
        Assert.Throws<ShapeException>(() => new Architecture("test", new MapShape(3, 4, 4), 1, []));
    }

    [Property]
    public void EveryWindowPositionBeginsInsideAndFlooredOnesEndInside(PositiveInt extent, PositiveInt window, PositiveInt stride, NonNegativeInt padding)
    {
        var pad = padding.Get % window.Get;
        var floor = SlidingWindow.Positions(extent.Get, window.Get, stride.Get, pad, Rounding.Floor);
        var ceiling = SlidingWindow.Positions(extent.Get, window.Get, stride.Get, pad, Rounding.Ceiling);
        Assert.InRange(ceiling - floor, 0, 1);
        if (floor == 0) return;
        var end = extent.Get + pad;
        Assert.True((floor - 1) * stride.Get - pad + window.Get <= end, "the last floored window ends inside");
        Assert.True(floor * stride.Get - pad + window.Get > end, "one more would not");
        Assert.True((ceiling - 1) * stride.Get - pad < extent.Get, "the last window sees at least one value");
    }
}
