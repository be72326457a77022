using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Models.Labels;

namespace AlexNet.Models.Tests.Initialization;

public sealed class ModelFactoryTests
{
    [Theory]
    [InlineData("paper", ResizeMode.ShortSideThenCrop, ChannelOrder.Rgb, 1f)]
    [InlineData("source2012", ResizeMode.ShortSideThenCrop, ChannelOrder.Rgb, 1f)]
    [InlineData("bvlc", ResizeMode.SquashThenCrop, ChannelOrder.Bgr, 1f)]
    [InlineData("caffenet", ResizeMode.SquashThenCrop, ChannelOrder.Bgr, 1f)]
    [InlineData("onetower", ResizeMode.ShortSideThenCrop, ChannelOrder.Rgb, 1 / 255f)]
    public void PreprocessingFollowsTheArchitecture(string name, ResizeMode resize, ChannelOrder channels, float scale)
    {
        var model = ModelFactory.Create(KnownArchitectures.Get(name).Scale(fullyConnected: 4));
        Assert.Equal((resize, channels, scale, 256), (model.Preprocessing.Resize, model.Preprocessing.Channels, model.Preprocessing.Scale, model.Preprocessing.ResizeTo));
        Assert.False(model.IsTrained);
        Assert.Same(ImageNetLabels.All, model.Labels);
    }

    [Theory]
    [InlineData(67, 77)]
    [InlineData(131, 150)]
    [InlineData(451, 516)]
    public void OtherInputSizesKeepTheRatio(int size, int resizeTo)
    {
        var model = ModelFactory.Create(KnownArchitectures.Get("paper").Scale(fullyConnected: 4, classes: 7, inputSize: size), weights: InitialWeights.Formula);
        Assert.Equal(resizeTo, model.Preprocessing.ResizeTo);
        Assert.Equal("class 6", model.Labels[6].Name);
    }

    [Fact]
    public void ImageNetHasAThousandLabelsAndTwoCranes()
    {
        var labels = ImageNetLabels.All;
        Assert.Equal(1000, labels.Count);
        Assert.Equal(new Label(0, "tench", "n01440764"), labels[0]);
        Assert.Equal(new Label(282, "tiger cat", "n02123159"), labels[282]);
        Assert.Equal(new Label(999, "toilet tissue", "n15075141"), labels[999]);
        Assert.Equal([134, 517], labels.Items.Where(label => label.Name == "crane").Select(label => label.Index));
        Assert.Equal([638, 639], labels.Items.Where(label => label.Name == "maillot").Select(label => label.Index));
        Assert.Equal(labels.Items.Select(label => label.Synset).Order(StringComparer.Ordinal), labels.Items.Select(label => label.Synset));
    }
}
