using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Tests.Architectures;

public class KnownArchitecturesTests
{
    public static readonly TheoryData<string> All = [.. KnownArchitectures.Names];

    [Fact]
    public void ThereAreFiveAndCaseDoesNotMatter()
    {
        Assert.Equal(["paper", "source2012", "bvlc", "caffenet", "onetower"], KnownArchitectures.Names);
        Assert.Equal("paper", KnownArchitectures.Get("PAPER").Name);
        Assert.Contains("caffenet", Assert.Throws<ArgumentException>(() => KnownArchitectures.Get("vgg")).Message);
    }

    [Theory]
    [InlineData("paper", 227, 60_965_224)]
    [InlineData("source2012", 224, 60_965_224)]
    [InlineData("bvlc", 227, 60_965_224)]
    [InlineData("caffenet", 227, 60_965_224)]
    [InlineData("onetower", 224, 61_100_840)]
    public void InputAndNumberOfParameters(string name, int side, long parameters)
    {
        var architecture = KnownArchitectures.Get(name);
        Assert.Equal(new MapShape(3, side, side), architecture.Input);
        Assert.Equal(parameters, architecture.ParameterCount);
        Assert.Equal(1000, architecture.Classes);
        Assert.Equal(new MapShape(1000, 1, 1), architecture.Output);
    }

    [Theory]
    [InlineData("paper", "conv1 55x55x96, pool1 27x27x96, conv2 27x27x256, pool2 13x13x256, conv3 13x13x384, conv4 13x13x384, conv5 13x13x256, pool5 6x6x256, fc6 4096, fc7 4096, fc8 1000")]
    [InlineData("source2012", "conv1 55x55x96, pool1 27x27x96, conv2 27x27x256, pool2 13x13x256, conv3 13x13x384, conv4 13x13x384, conv5 13x13x256, pool5 6x6x256, fc6 4096, fc7 4096, fc8 1000")]
    [InlineData("bvlc", "conv1 55x55x96, pool1 27x27x96, conv2 27x27x256, pool2 13x13x256, conv3 13x13x384, conv4 13x13x384, conv5 13x13x256, pool5 6x6x256, fc6 4096, fc7 4096, fc8 1000")]
    [InlineData("caffenet", "conv1 55x55x96, pool1 27x27x96, conv2 27x27x256, pool2 13x13x256, conv3 13x13x384, conv4 13x13x384, conv5 13x13x256, pool5 6x6x256, fc6 4096, fc7 4096, fc8 1000")]
    [InlineData("onetower", "conv1 55x55x64, pool1 27x27x64, conv2 27x27x192, pool2 13x13x192, conv3 13x13x384, conv4 13x13x256, conv5 13x13x256, pool5 6x6x256, fc6 4096, fc7 4096, fc8 1000")]
    public void ShapesOfTheLayersThatMakeThem(string name, string shapes) =>
        Assert.Equal(shapes, string.Join(", ", KnownArchitectures.Get(name).Shapes
            .Where(shape => shape.Layer is Convolution or MaxPooling or FullyConnected)
            .Select(shape => $"{shape.Layer.Name} {shape.Output}")));

    [Theory]
    [InlineData("paper", "relu1 norm1 pool1 | relu2 norm2 pool2")]
    [InlineData("source2012", "norm1 pool1 relu1 | relu2 norm2 mapnorm2 pool2")]
    [InlineData("bvlc", "relu1 norm1 pool1 | relu2 norm2 pool2")]
    [InlineData("caffenet", "relu1 pool1 norm1 | relu2 pool2 norm2")]
    [InlineData("onetower", "relu1 pool1 | relu2 pool2")]
    public void TheOrderAfterTheFirstTwoConvolutions(string name, string order)
    {
        var names = KnownArchitectures.Get(name).Layers.Select(layer => layer.Name).ToList();
        var (conv1, conv2, conv3) = (names.IndexOf("conv1"), names.IndexOf("conv2"), names.IndexOf("conv3"));
        Assert.Equal(order, $"{string.Join(' ', names[(conv1 + 1)..conv2])} | {string.Join(' ', names[(conv2 + 1)..conv3])}");
    }

    [Theory]
    [InlineData("paper", NormalizationWindow.WithinTower, 2, 1e-4f)]
    [InlineData("source2012", NormalizationWindow.WithinTower, 2, 1e-4f / 5)]
    [InlineData("bvlc", NormalizationWindow.AcrossTowers, 1, 1e-4f / 5)]
    [InlineData("caffenet", NormalizationWindow.AcrossTowers, 1, 1e-4f / 5)]
    public void TheConstantsOfResponseNormalization(string name, NormalizationWindow window, float k, float alpha)
    {
        var norms = KnownArchitectures.Get(name).Layers.OfType<ResponseNormalization>().Where(layer => layer.Name.StartsWith("norm")).ToList();
        Assert.Equal(2, norms.Count);
        Assert.All(norms, norm => Assert.Equal((window, k, alpha, 0.75f, 5), (norm.Window, norm.K, norm.Alpha, norm.Beta, norm.Size)));
    }

    [Fact]
    public void MultiplyAddsOfTwoTowersLayerByLayer()
    {
        var counts = KnownArchitectures.Get("paper").Shapes.Where(shape => shape.ParameterCount > 0).ToDictionary(shape => shape.Layer.Name, shape => shape.MultiplyAdds);
        // Output places x output channels x input channels per group x kernel area.
        Assert.Equal(55L * 55 * 96 * 3 * 11 * 11, counts["conv1"]);
        Assert.Equal(27L * 27 * 256 * 48 * 5 * 5, counts["conv2"]);
        Assert.Equal(13L * 13 * 384 * 256 * 3 * 3, counts["conv3"]);
        Assert.Equal(13L * 13 * 384 * 192 * 3 * 3, counts["conv4"]);
        Assert.Equal(13L * 13 * 256 * 192 * 3 * 3, counts["conv5"]);
        Assert.Equal(9216L * 4096, counts["fc6"]);
        Assert.Equal(724_406_816, counts.Values.Sum());
    }

    [Theory]
    [InlineData("paper", 724_406_816)]
    [InlineData("source2012", 724_406_816)]
    [InlineData("onetower", 714_188_480)]
    public void MultiplyAddsOfAnImage(string name, long expected) =>
        Assert.Equal(expected, KnownArchitectures.Get(name).Shapes.Sum(shape => shape.MultiplyAdds));

    [Theory, MemberData(nameof(All))]
    public void ParametersAreWeightThenBiasOfEveryTrainedLayer(string name)
    {
        var names = KnownArchitectures.Get(name).Parameters.Select(parameter => parameter.Name);
        string[] layers = ["conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7", "fc8"];
        Assert.Equal(layers.SelectMany(layer => new[] { $"{layer}.weight", $"{layer}.bias" }), names);
    }
}
