using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats;

namespace AlexNet.Models.Tests.Formats;

public sealed class ExportTests : TemporaryFolder
{
    private static readonly string[] Foreign = ["Onnx", "Caffe"];

    public static TheoryData<string, string> VariantsAndFormats
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in KnownArchitectures.Names)
                foreach (var format in Foreign) data.Add(name, format);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(VariantsAndFormats))]
    public void VariantsComeBackAsTheyWere(string name, string format)
    {
        var model = ModelFactory.Create(KnownArchitectures.Get(name).Scale(fullyConnected: 8, classes: 5, inputSize: 68), weights: InitialWeights.Formula);
        ModelFormats.Save(model, At("m"), format);
        AssertSame(model, ModelFormats.Load(At("m")));
        Assert.Equal(GraphFixture.Answer(model), GraphFixture.Answer(ModelFormats.Load(At("m"))));
    }

    /// <summary>Our labels and preprocessing apart, the file must say by itself which network it is.</summary>
    [Theory]
    [MemberData(nameof(VariantsAndFormats))]
    public void OthersCanReadTheNetworkToo(string name, string format)
    {
        var model = ModelFactory.Create(KnownArchitectures.Get(name).Scale(fullyConnected: 8, classes: 5, inputSize: 68), weights: InitialWeights.Formula);
        ModelFormats.Save(model, At("m"), format);
        var bytes = File.ReadAllBytes(At("m"));
        for (var at = bytes.AsSpan().IndexOf("alexnet."u8); at >= 0; at = bytes.AsSpan().IndexOf("alexnet."u8)) bytes[at] = (byte)'x';
        File.WriteAllBytes(At("foreign"), bytes);
        var loaded = ModelFormats.Load(At("foreign"));

        Assert.Equal(name, loaded.Architecture.Name);
        Assert.Equal(model.Architecture.Layers, loaded.Architecture.Layers);
        Assert.Equal(model.Architecture.Towers, loaded.Architecture.Towers);
        Assert.Equal(GraphFixture.Answer(model), GraphFixture.Answer(loaded));
    }

    [Theory]
    [InlineData("Onnx")]
    [InlineData("Caffe")]
    public void EverythingTravels(string format)
    {
        var mean = Enumerable.Range(0, 3 * 16 * 16).Select(i => i * 0.37f).ToArray();
        var model = Tiny.Model(new Preprocessing { Resize = ResizeMode.Squash, ResizeTo = 0, Channels = ChannelOrder.Rgb, Scale = 1 / 255f, Mean = [0.1f, 1e-7f, -3], Std = [1 / 3f, 2, 3], MeanImage = mean, MeanImageSize = 16 });
        ModelFormats.Save(model, At("m.model"), format);
        var loaded = ModelFormats.Load(At("m.model"));

        AssertSame(model, loaded);
        Assert.Equal(mean, loaded.Preprocessing.MeanImage);
        Assert.Equal(format == "Caffe" ? ["m.model", "m.prototxt", "m_mean.binaryproto"] : ["m.model"], FilesLeft());
    }

    [Theory]
    [InlineData("Onnx")]
    [InlineData("Caffe")]
    public void WeightsOfAnyTypeBecomeSingles(string format)
    {
        var model = ModelFactory.Create(KnownArchitectures.Get("bvlc").Scale(fullyConnected: 8, classes: 5, inputSize: 68)).WithWeightPrecision(ElementType.Int8);
        ModelFormats.Save(model, At("m"), format);
        var loaded = ModelFormats.Load(At("m"));

        Assert.All(loaded.Weights, weight => Assert.Equal(ElementType.Float32, weight.Type));
        Assert.Equal(model.Weight("fc6.weight").ToArray(), loaded.Weight("fc6.weight").ToArray());
    }

    [Fact]
    public void TheDescriptionBesideTheWeightsDescribesThem()
    {
        var model = ModelFactory.Create(KnownArchitectures.Get("source2012").Scale(fullyConnected: 8, classes: 5, inputSize: 68), weights: InitialWeights.Formula);
        ModelFormats.Save(model, At("m.caffemodel"), "Caffe");
        var loaded = ModelFormats.Load(At("m.caffemodel"), new ImportOptions { NetworkFile = At("m.prototxt") });

        AssertSame(model, loaded);
        Assert.StartsWith("# source2012, written by AlexNetShell", File.ReadAllText(At("m.prototxt")));
        Assert.Contains("# Photos: RGB, 0..255, minus 127.5/127.5/127.5", File.ReadAllText(At("m.prototxt")));
    }

    [Theory]
    [InlineData("Onnx")]
    [InlineData("Caffe")]
    public void NothingIsReplacedUnasked(string format)
    {
        ModelFormats.Save(Tiny.Model(), At("m.model"), format);
        var files = FilesLeft();
        var exception = Assert.Throws<ModelFileException>(() => ModelFormats.Save(Tiny.Model(), At("m.model"), format));
        Assert.Contains("already", exception.Message);
        ModelFormats.Save(Tiny.Model(), At("m.model"), format, new SaveOptions { Overwrite = true });
        Assert.Equal(files, FilesLeft());
    }

    [Fact]
    public void FormatsAreKnownByName()
    {
        Assert.Equal(["Safetensors", "Caffe", "Onnx", "PyTorch"], ModelFormats.WrittenFormats);
        ModelFormats.Save(Tiny.Model(), At("m"), "safetensors");
        AssertSame(Tiny.Model(), ModelFormats.Load(At("m")));
        Assert.Contains("'gguf' is no format", Assert.Throws<ArgumentException>(() => ModelFormats.Save(Tiny.Model(), At("n"), "gguf")).Message);
    }

    [Fact]
    public void ACancelledExportLeavesNothing()
    {
        foreach (var format in Foreign) Assert.Throws<OperationCanceledException>(() => ModelFormats.Save(Tiny.Model(), At($"{format}.model"), format, cancellation: new CancellationToken(canceled: true)));
        Assert.Equal(["Caffe.prototxt"], FilesLeft());
    }

    internal static void AssertSame(Model model, Model loaded)
    {
        Assert.Equal(model.Name, loaded.Name);
        Assert.Equal(model.Architecture.Name, loaded.Architecture.Name);
        Assert.Equal(model.Architecture.Input, loaded.Architecture.Input);
        Assert.Equal(model.Architecture.Towers, loaded.Architecture.Towers);
        Assert.Equal(model.Architecture.Layers, loaded.Architecture.Layers);
        Assert.Equal(model.Labels.Items, loaded.Labels.Items);
        Assert.Equal(model.Notes, loaded.Notes);
        Assert.Equal(model.IsTrained, loaded.IsTrained);
        Assert.Equal(model.Preprocessing.ToString(), loaded.Preprocessing.ToString());
        foreach (var (before, after) in model.Weights.Zip(loaded.Weights))
        {
            Assert.Equal(before.Name, after.Name);
            Assert.Equal(before.Shape, after.Shape);
            Assert.True(Tiny.BytesOf(before).AsSpan().SequenceEqual(Tiny.BytesOf(after)), before.Name);
        }
    }
}
