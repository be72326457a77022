using System.Text;
using AlexNet.Models.Formats;

namespace AlexNet.Models.Tests.Formats;

public sealed class HostileCaffeTests : TemporaryFolder
{
    [Fact]
    public void MessagesThatAreNotSoundAreRefusedAtTheirByte()
    {
        var start = new TestProto().Text(1, "net").Bytes;
        foreach (var (net, problem) in new (TestProto, string)[]
        {
            (Net().Claim(100, 1000), "claims 1000 bytes, but only 0 are left"),
            (Net().Claim(100, uint.MaxValue), "claims 4294967295 bytes"),
            (Net().Message(100, new TestProto().Claim(7, 100)), "claims 100 bytes"),
            (Net().Message(100, new TestProto()).Tag(9, 3), "wire type StartGroup"),
            (Net().Message(100, new TestProto()).Tag(0, 0), "no sound field"),
            (Net().Message(100, new TestProto()).Raw(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF), "no sound field"),
            (Net().Message(100, new TestProto().Number(1, 5)), "'name' of LayerParameter is of wire type Varint"),
        })
        {
            var exception = Refused(net.Bytes);
            Assert.StartsWith("byte ", exception.Where);
            Assert.InRange(int.Parse(exception.Where[5..], System.Globalization.CultureInfo.InvariantCulture), start.Length, net.Bytes.Length);
            Assert.Contains(problem, exception.Message);
        }
    }

    [Fact]
    public void MillionsOfFieldsAreRefused()
    {
        var net = Net().Message(100, new TestProto());
        byte[] file = [.. net.Bytes, .. Enumerable.Repeat(new byte[] { 0x28, 0x01 }, 300_000).SelectMany(field => field)];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("more than 200000 fields", Refused(file).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 << 20);
    }

    [Fact]
    public void BlobsMustHaveTheirShape()
    {
        foreach (var (blob, problem) in new (TestProto, string)[]
        {
            (Blob([4, 3, 11, 11]).Part(5, new byte[4]), "its shape is [4, 3, 11, 11], but it has 1 values"),
            (Blob([4, 3, 11, 11]), "but it has 0 values"),
            (Blob([1, 1, 1, 1]).Part(5, new byte[5]), "no whole number of singles"),
            (Blob([int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue]).Part(5, new byte[4]), "but it has 1 values"),
            (Blob([0, 3, 11, 11]), "1 to 2147483647"),
            (Blob([1, 1, 1, 1, 1, 1, 1, 1, 1]).Part(5, new byte[4]), "1 to 8 extents"),
            (new TestProto().Part(5, new byte[4]), "its shape is [0, 0, 0, 0]"),
            (Blob([1, 1, 1, 1]).Part(8, new byte[8]), "doubles"),
        })
        {
            var exception = Refused(Net().Message(100, new TestProto().Text(1, "conv1").Text(2, "Convolution").Message(7, blob, blob)).Bytes);
            Assert.StartsWith("layer 'conv1' (Convolution), blob at byte ", exception.Where);
            Assert.Contains(problem, exception.Message);
        }
    }

    [Fact]
    public void LayersThatAreNoneOfAlexNetsAreNamed()
    {
        var parameters = new TestProto().Number(1, 4).Number(4, 11);
        TestProto Layer(string name, string type, string bottom, string top) => new TestProto().Text(1, name).Text(2, type).Text(3, bottom).Text(4, top);
        TestProto First() => Layer("conv1", "Convolution", "data", "conv1").Message(106, parameters).Message(7, Blob([4, 3, 11, 11]).Part(5, new byte[4 * 363 * 4]), Blob([4]).Part(5, new byte[16]));
        foreach (var (second, where, problem) in new (TestProto, string, string)[]
        {
            (Layer("bn1", "BatchNorm", "conv1", "bn1"), "layer 'bn1' (BatchNorm)", "no AlexNet has a layer of that kind"),
            (Layer("relu1", "ReLU", "other", "relu1"), "layer 'relu1' (ReLU)", "it reads 'other', but an AlexNet is a chain, and the layer before makes 'conv1'"),
            (Layer("sum", "ReLU", "conv1", "relu1").Text(3, "data"), "layer 'sum' (ReLU)", "it reads 2 blobs"),
            (Layer("slice", "Slice", "conv1", "a").Text(4, "b"), "layer 'slice' (Slice)", "not each of its parts is normalized"),
            (Layer("pool1", "Pooling", "conv1", "pool1").Message(121, new TestProto().Number(1, 1).Number(2, 3)), "layer 'pool1' (Pooling)", "not of the largest value"),
            (Layer("relu1", "ReLU", "conv1", "relu1"), "layer 'relu1' (ReLU)", "the network ends after it, but 'bvlc', the nearest of the networks we know, needs a response normalization across all maps (norm1) here"),
            (Layer("scale", "Power", "conv1", "scale").Message(122, new TestProto().Single(2, 3)), "layer 'scale' (Power)", "it multiplies by 3"),
        })
        {
            var exception = Refused(Net().Message(100, First(), second).Bytes);
            Assert.Equal(where, exception.Where);
            Assert.Contains(problem, exception.Message);
        }
        Assert.Contains("both 'layer' and 'layers'", Refused(Net().Message(100, First()).Message(2, new TestProto()).Bytes).Message);
        Assert.Contains("V0", Refused(Net().Message(2, new TestProto().Message(1, new TestProto())).Bytes).Message);
    }

    [Theory]
    [InlineData("layer {", "line 1, column 7", "the text ends inside of 'layer'")]
    [InlineData("\n  layer }", "line 2, column 3", "needs ':' or '{'")]
    [InlineData("name: conv", "line 1, column 5", "needs a text in quotes")]
    [InlineData("name: \"conv", "line 1, column 7", "no closing quote")]
    [InlineData("name: \"\\q\"", "line 1, column 7", "no escape")]
    [InlineData("input_dim: many", "line 1, column 12", "needs a whole number")]
    [InlineData("input_dim: [1, 2", "line 1, column 16", "needs ',' or ']'")]
    [InlineData("layers { type: CONVOLVE }", "line 1, column 16", "needs one of ABSVAL, ACCURACY")]
    [InlineData("layer { convolution_param: 3 }", "line 1, column 26", "holds Message")]
    [InlineData("name { }", "line 1, column 6", "holds no message")]
    [InlineData("3: 4", "line 1, column 1", "needs the name of a field")]
    public void DescriptionsAreRefusedAtTheirLine(string text, string where, string problem)
    {
        File.WriteAllText(At("net.prototxt"), text);
        var exception = Assert.Throws<ModelFileException>(() => ModelFormats.Load(GraphFixture.PathOf("bare.caffemodel"), new ImportOptions { NetworkFile = At("net.prototxt") }));
        Assert.Equal(At("net.prototxt"), exception.File);
        Assert.Equal(where, exception.Where);
        Assert.Contains(problem, exception.Message);
    }

    [Fact]
    public void TextIsReadAsBytesOfUtf8()
    {
        File.WriteAllText(At("net.prototxt"), File.ReadAllText(GraphFixture.PathOf("deploy.prototxt")).Replace("\"AlexNet\"", "'K\\303\\244se' \"\\x21 \\\"\\n\" \"ä𝄞\""), Encoding.UTF8);
        Assert.Equal("bvlc", ModelFormats.Load(GraphFixture.PathOf("bare.caffemodel"), new ImportOptions { NetworkFile = At("net.prototxt") }).Architecture.Name);
    }

    [Fact]
    public void DescriptionsNestOnlySoDeep()
    {
        File.WriteAllText(At("net.prototxt"), string.Concat(Enumerable.Repeat("unknown { ", 100_000)));
        Assert.Contains("nest more than 32 deep", Assert.Throws<ModelFileException>(() => ModelFormats.Load(GraphFixture.PathOf("bare.caffemodel"), new ImportOptions { NetworkFile = At("net.prototxt") })).Message);
        File.WriteAllText(At("net.prototxt"), new string(' ', 2 << 20));
        Assert.Contains("at most 1048576", Assert.Throws<ModelFileException>(() => ModelFormats.Load(GraphFixture.PathOf("bare.caffemodel"), new ImportOptions { NetworkFile = At("net.prototxt") })).Message);
    }

    [Fact]
    public void ADescriptionOfAnotherNetworkIsRefused()
    {
        var text = File.ReadAllText(GraphFixture.PathOf("deploy.prototxt"));
        foreach (var (old, changed, where, problem) in new[]
        {
            ("name: \"fc7\"", "name: \"fc7x\"", "layer 'fc7x' (InnerProduct)", "the file with the weights has 0 blobs for it, but it needs 2"),
            ("num_output: 5 }", "num_output: 6 }", "layer 'fc8' (InnerProduct)", "its weights are for 5 outputs, but it is said to have 6"),
            ("dim: 227 dim: 227", "dim: 127 dim: 127", "layer 'fc6' (InnerProduct)", "inputs"),
            ("dim: 227 dim: 227", "dim: 227 dim: 224", "input", "[images, 3, side, side]"),
            ("group: 0x2", "group: 3", "layer 'conv2' (Convolution)", "in each of 3 groups"),
        })
        {
            File.WriteAllText(At("net.prototxt"), text.Replace(old, changed));
            var exception = Assert.Throws<ModelFileException>(() => ModelFormats.Load(GraphFixture.PathOf("bare.caffemodel"), new ImportOptions { NetworkFile = At("net.prototxt") }));
            Assert.Equal(At("net.prototxt"), exception.File);
            Assert.Equal(where, exception.Where);
            Assert.Contains(problem, exception.Message);
        }
    }

    /// <summary>With a description beside it, what is wrong with the weights is still said of their own file.</summary>
    [Fact]
    public void TheFileThatIsWrongIsNamed()
    {
        var weights = File.ReadAllBytes(GraphFixture.PathOf("bare.caffemodel"));
        // The shape of conv1's weights, [8, 3, 11, 11], as a message of five bytes and more.
        var shape = weights.AsSpan().IndexOf(new byte[] { 3, 11, 11 });
        Assert.True(shape > 0);
        weights[shape] = 4;
        File.WriteAllBytes(At("m.caffemodel"), weights);
        var exception = Assert.Throws<ModelFileException>(() => ModelFormats.Load(At("m.caffemodel"), new ImportOptions { NetworkFile = GraphFixture.PathOf("deploy.prototxt") }));
        Assert.Equal(At("m.caffemodel"), exception.File);
        Assert.StartsWith("layer 'conv1' (Convolution), blob at byte ", exception.Where);

        File.WriteAllText(At("empty.prototxt"), "name: \"AlexNet\"");
        exception = Assert.Throws<ModelFileException>(() => ModelFormats.Load(GraphFixture.PathOf("bare.caffemodel"), new ImportOptions { NetworkFile = At("empty.prototxt") }));
        Assert.Equal(At("empty.prototxt"), exception.File);
        Assert.Contains("none of its layers says how it computes", exception.Message);
    }

    [Fact]
    public void AnArchitectureIsChosenWhereTheFileLeavesItOpen()
    {
        var bare = GraphFixture.PathOf("bare.caffemodel");
        Assert.Equal("bvlc", ModelFormats.Load(bare).Architecture.Name);
        Assert.Equal("caffenet", ModelFormats.Load(bare, new ImportOptions { Architecture = "CaffeNet" }).Architecture.Name);
        Assert.Contains("needs max pooling (pool1) here", Assert.Throws<ModelFileException>(() => ModelFormats.Load(GraphFixture.PathOf("v1-legacy.caffemodel"), new ImportOptions { Architecture = "caffenet" })).Message);
        Assert.Contains("is no known architecture", Assert.Throws<ModelFileException>(() => ModelFormats.Load(bare, new ImportOptions { Architecture = "resnet" })).Message);
    }

    private static TestProto Net() => new TestProto().Text(1, "net");

    private static TestProto Blob(long[] shape)
    {
        var dims = new TestProto();
        foreach (var extent in shape) dims.Number(1, extent);
        return new TestProto().Message(7, dims);
    }

    private ModelFileException Refused(byte[] net)
    {
        File.WriteAllBytes(At("m"), net);
        return Assert.Throws<ModelFileException>(() => ModelFormats.Load(At("m")));
    }
}
