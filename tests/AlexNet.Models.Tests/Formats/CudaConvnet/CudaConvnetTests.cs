using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Models.Formats;
using AlexNet.Models.Formats.CudaConvnet;
using AlexNet.Models.Formats.Numpy;
using AlexNet.Models.Formats.Photos;
using AlexNet.Models.Formats.Pickle;
using AlexNet.Models.Tests.Formats.Pickle;

namespace AlexNet.Models.Tests.Formats.CudaConvnet;

/// <summary>Checkpoints of the code of 2012; the fixtures follow the fields that its layer.py writes.</summary>
public sealed class CudaConvnetTests
{
    [Fact]
    public void AListOfLayersInAZipFileIsReadToo()
    {
        var model = PythonFixtures.Load("onetower-list.pickle");
        PythonFixtures.AssertAnswers("onetower", model);
        PythonFixtures.AssertSameWeights(PythonFixtures.Formula("onetower"), model);
        Assert.Equal(1, model.Architecture.Towers);
    }

    [Fact]
    public void MeanAndLabelsComeFromTheDataBesideIt()
    {
        var mean = MeanFile.Read(PythonFixtures.At("batches.meta"));
        Assert.Equal((8, 3f), (mean.Side, mean.Values[100]));
        Assert.Equal(["ant", "bee", "cat", "dog", "elk"], mean.Labels);
        Assert.Contains("it is an image of 8x8", Assert.Throws<ModelFileException>(() => PythonFixtures.Load("source2012.pickle", mean: "batches.meta")).Message);
    }

    [Fact]
    public void OtherConstantsMakeAnotherNetwork()
    {
        var state = State();
        foreach (var name in new[] { "rnorm1a", "rnorm1b" }) Layer(state, name).Set(Text("minDiv"), 1.0);
        var model = Create(state);
        Assert.Equal("cuda-convnet", model.Architecture.Name);
        Assert.Equal(new ResponseNormalization("norm1", NormalizationWindow.WithinTower, K: 1, (float)(0.0001 / 5)), model.Architecture.Layers[1]);
        Assert.Equal(["conv1", "norm1", "pool1", "relu1", "conv2", "relu2", "norm2", "mapnorm2", "pool2"], model.Architecture.Layers.Take(9).Select(layer => layer.Name));
        Assert.Equal(Rounding.Ceiling, ((Convolution)model.Architecture.Layers[0]).Rounding);
    }

    [Fact]
    public void ItsNetworkIsItsOwn()
    {
        Assert.Contains("the checkpoint describes 'source2012' itself", Assert.Throws<ModelFileException>(() => PythonFixtures.Load("source2012.pickle", "bvlc")).Message);
        Assert.Equal("source2012", PythonFixtures.Load("source2012.pickle", "Source2012").Architecture.Name);
    }

    [Theory]
    [InlineData("pool1a", "pool", "avg", "it pools by 'avg'")]
    [InlineData("conv2a", "type", "local", "AlexNet has no layer of this type")]
    [InlineData("conv2a", "type", "fc", "it runs beside the layer")]
    [InlineData("probs", "type", "fc", "there are 0 layers of type softmax")]
    public void LayersOfOtherNetworksAreNamed(string layer, string field, string value, string fragment)
    {
        var state = State();
        foreach (var name in value == "local" ? ["conv2a", "conv2b"] : new[] { layer }) Layer(state, name).Set(Text(field), Text(value));
        Refuse(state, fragment);
    }

    [Fact]
    public void FieldsAreChecked()
    {
        Refuse("conv1a", "outputs", 7L, "it is said to have");
        Refuse("conv1b", "stride", new List<object?> { 3L }, "its 'stride' is 3, but 4 in the layer beside it");
        Refuse("conv1a", "imgSize", new List<object?> { 100_000L }, "its input is 100000x100000x3");
        Refuse("conv1a", "filters", null, "its 'filters' is None, but needs a whole number");
        Refuse("conv3a", "padding", new List<object?> { -1L, 0L }, "its 'padding' is not the same for all of its inputs");
        Refuse("fc1000", "biases", null, "it has no biases");
        Refuse("conv1a", "weights", new List<object?>(), "it has no weights for its input 1");
        Refuse("conv1a", "biases", null, "it has no biases");
        Refuse("conv2a", "inputs", new List<object?> { Text("nowhere") }, "its input 'nowhere' is not there");
        Refuse("conv2a", "inputs", new List<object?> { 99L }, "has 99 as an input");
        Refuse("conv2a", "inputs", new List<object?> { Text("fc1000") }, "");
        Refuse("rnorm1a", "scale", null, "its 'scale' is None, but needs a number");
        Refuse("rnorm1a", "blocked", true, "its 'blocked' is 0, but 1 in the layer beside it");
        Refuse("conv2a_neuron", "neuron", null, "it has no 'neuron'");
        Refuse("pool1a", "start", 1L, "its 'start' is 0, but 1 in the layer beside it");
        Refuse("hs6a", "keep", Text("half"), "but needs a number");
        // Weights of another layer.
        var state = State();
        Layer(state, "conv2a").Set(Text("weights"), Layer(state, "conv4a").Items["weights"]);
        Refuse(state, "conv2.weight");
    }

    [Fact]
    public void ACircleOfLayersEnds()
    {
        var state = State();
        Layer(state, "conv1a").Set(Text("inputs"), new List<object?> { Text("conv2a_neuron") });
        Refuse(state, "it reads layers that do not run side by side");
    }

    private static PickleString Text(string text) => new(Pickles.Region(System.Text.Encoding.UTF8.GetBytes(text)), IsText: true);

    private static PickleDictionary State() =>
        ((PickleDictionary)new PickleReader(new PickleStream(Pickles.Region(PythonFixtures.Bytes("source2012.pickle"))), CudaConvnetGlobals.All).Read()!).Inner("model_state")!;

    private static PickleDictionary Layer(PickleDictionary state, string name) => state.Inner("layers")!.Inner(name)!;

    private static Model Create(PickleDictionary state) => CudaConvnetModel.Create("a.pickle", state, new ImportOptions(), default);

    private static void Refuse(string layer, string field, object? value, string fragment)
    {
        var state = State();
        Layer(state, layer).Set(Text(field), value);
        Refuse(state, fragment);
    }

    private static void Refuse(PickleDictionary state, string fragment)
    {
        // Layers that do not fit each other are the engine's to refuse, until the door gives them a place.
        var exception = Assert.Throws<RefusedException>(() => ForeignFile.Checked(() => Create(state)));
        Assert.Contains(fragment, exception.In("f").Message);
    }
}
