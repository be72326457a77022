using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Models.Labels;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats;
using AlexNet.Models.Formats.Named;
using AlexNet.Models.Safetensors;
using AlexNet.Models.Tests.Formats.Named;

namespace AlexNet.Models.Tests.Formats;

/// <summary>Files that PyTorch, NumPy and Python wrote, narrow networks: the same weights bit by bit, and PyTorch's answers.</summary>
public sealed class PythonFormatsTests
{
    [Theory]
    [InlineData("onetower.pth", "onetower")]
    [InlineData("onetower-legacy.pth", "onetower")]
    [InlineData("onetower-checkpoint.pth.tar", "onetower")]
    [InlineData("onetower-parameters.pth", "onetower")]
    [InlineData("onetower-views.pth", "onetower")]
    [InlineData("onetower-names.safetensors", "onetower")]
    [InlineData("bvlc.npz", "bvlc")]
    [InlineData("bvlc-compressed.npz", "bvlc")]
    [InlineData("bvlc-python2.npy", "bvlc")]
    [InlineData("bvlc-python3.npy", "bvlc")]
    [InlineData("bvlc.pickle", "bvlc")]
    [InlineData("bvlc.safetensors", "bvlc")]
    [InlineData("source2012.pickle", "source2012")]
    public void FilesGiveTheirWeightsAndPyTorchsAnswers(string file, string network)
    {
        var model = PythonFixtures.Load(file);
        var expected = PythonFixtures.Formula(network);

        Assert.Equal(network, model.Architecture.Name);
        Assert.Equal(expected.Architecture.Layers, model.Architecture.Layers);
        Assert.Equal(expected.Architecture.Input, model.Architecture.Input);
        PythonFixtures.AssertSameWeights(expected, model);
        PythonFixtures.AssertAnswers(network, model);
        Assert.Equal(PythonFixtures.At(file), model.Path);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), model.Name);
        Assert.Contains(file, model.Notes["origin"]);
        Assert.True(model.IsTrained);
        Assert.Equal(LabelSet.Numbered(5).Items, model.Labels.Items);
    }

    [Fact]
    public void HalvesAndDoublesAreRead()
    {
        var model = PythonFixtures.Load("onetower-mixed.pth");
        var types = model.Weights.ToDictionary(weight => weight.Name, weight => weight.Type);
        Assert.Equal(ElementType.Float16, types["conv2.weight"]);
        Assert.Equal(ElementType.Float32, types["conv3.weight"]);
        Assert.Equal(ElementType.BFloat16, types["fc6.bias"]);
        Assert.Equal(ElementType.Float32, types["fc7.weight"]);
        PythonFixtures.AssertAnswers("mixed", model);
    }

    [Fact]
    public void TheCallerSaysWhichNetworkWhereWeightsDoNot()
    {
        var model = PythonFixtures.Load("bvlc.npz", "caffenet");
        Assert.Equal(PythonFixtures.Narrow("caffenet").Layers, model.Architecture.Layers);
        PythonFixtures.AssertAnswers("caffenet", model);
        Assert.Contains("'alexnet' is none that is known", Assert.Throws<ModelFileException>(() => PythonFixtures.Load("bvlc.npz", "alexnet")).Message);
    }

    [Theory]
    [InlineData("onetower.pth", "RGB, 0..1, minus 0.485/0.456/0.406, over 0.229/0.224/0.225, short side to 256, centre crop")]
    [InlineData("bvlc.npz", "BGR, 0..255, minus 104.007/116.669/122.679, squash to the input")]
    [InlineData("bvlc.safetensors", "BGR, 0..255, minus 104.007/116.669/122.679, squash to the input")]
    [InlineData("source2012.pickle", "RGB, 0..255, minus 122.679/116.669/104.007, short side to 256, centre crop")]
    public void EachKindBringsItsPreprocessing(string file, string expected) => Assert.Equal(expected, PythonFixtures.Load(file).Preprocessing.ToString());

    [Fact]
    public void WeightsThatLieInOrderStayInTheFile()
    {
        foreach (var file in new[] { "onetower.pth", "onetower-legacy.pth", "bvlc.npz", "bvlc.pickle", "bvlc.safetensors" }) Assert.All(PythonFixtures.Load(file).Weights, weight => Assert.IsType<MappedFile>(weight.Owner));
        // Columns of outputs, as cuda-convnet has them, are our rows; those of one tower by itself stay where they are if the pickle happens to align them.
        foreach (var file in new[] { "onetower-views.pth", "bvlc-python2.npy" }) Assert.IsType<NativeBuffer>(PythonFixtures.Load(file).Weight("conv3.weight").Owner);
        Assert.IsType<MappedFile>(PythonFixtures.Load("onetower-views.pth").Weight("conv3.bias").Owner);
    }

    [Fact]
    public void AThousandClassesHaveImageNetsNames()
    {
        var narrow = ModelFactory.Create(PythonFixtures.Narrow("bvlc").Scale(classes: 1000), weights: InitialWeights.Formula);
        var model = NamedModel.Create("a.npz", "NumPy", Arrays.Of(narrow), new ImportOptions(), default);
        Assert.Same(ImageNetLabels.All, model.Labels);
    }

    [Fact]
    public void AModelOutlivesItsFile()
    {
        if (OperatingSystem.IsWindows()) return; // Mapped files cannot be deleted there.
        var copy = Path.GetTempFileName();
        File.Copy(PythonFixtures.At("onetower.pth"), copy, overwrite: true);
        var model = ModelFormats.Load(copy);
        File.Delete(copy);
        GC.Collect();
        PythonFixtures.AssertSameWeights(PythonFixtures.Formula("onetower"), model);
    }

    [Fact]
    public void ACancelledImportStops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        foreach (var file in new[] { "onetower.pth", "bvlc-python2.npy", "source2012.pickle", "bvlc-compressed.npz" })
            Assert.ThrowsAny<OperationCanceledException>(() => ModelFormats.Load(PythonFixtures.At(file), cancellation: source.Token));
    }
}
