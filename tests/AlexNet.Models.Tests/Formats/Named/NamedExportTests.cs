using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats;
using AlexNet.Models.Formats.Named;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Tests.Formats.Named;

/// <summary>Files for PyTorch: its names, and all that importing them again restores.</summary>
public sealed class NamedExportTests : TemporaryFolder
{
    [Fact]
    public void OneTowerHasTorchvisionsNames()
    {
        NamedExport.Save(PythonFixtures.Formula("onetower"), At("m.safetensors"));
        var file = SafetensorsFile.Open(At("m.safetensors"));
        Assert.Equal(SafetensorsFile.Open(PythonFixtures.At("onetower-names.safetensors")).Tensors.Keys.Order(), file.Tensors.Keys.Order());
        Assert.Equal([6, 4, 5, 5], file.Tensors["features.3.weight"].Shape);
        Assert.Equal("pt", file.Metadata["format"]);
    }

    [Theory]
    [InlineData("paper", "features.4.weight", "classifier.6.bias")]
    [InlineData("source2012", "features.9.weight", "classifier.0.weight")]
    [InlineData("caffenet", "features.4.weight", "classifier.3.weight")]
    [InlineData("onetower", "features.10.bias", "classifier.1.weight")]
    public void EveryNetworkComesBackWholeAndExact(string name, params string[] tensors)
    {
        var model = ModelFactory.Create(PythonFixtures.Narrow(name), new LabelSet(["a", "b", "c", "d", "Käse"]), Preprocessing.Paper with { Mean = [1, 2, 3] }, InitialWeights.Formula);
        NamedExport.Save(model, At("m.safetensors"));
        var loaded = ModelFormats.Load(At("m.safetensors"));

        PythonFixtures.AssertSameWeights(model, loaded);
        Assert.Equal(model.Architecture.Layers, loaded.Architecture.Layers);
        Assert.Equal(model.Labels.Items, loaded.Labels.Items);
        Assert.Equal(model.Preprocessing.ToString(), loaded.Preprocessing.ToString());
        Assert.False(loaded.IsTrained);
        Assert.Equal(model.Name, loaded.Name);
        Assert.Subset(SafetensorsFile.Open(At("m.safetensors")).Tensors.Keys.ToHashSet(), tensors.ToHashSet());
        Assert.Contains("the file says itself", Assert.Throws<ModelFileException>(() => ModelFormats.Load(At("m.safetensors"), new ImportOptions { Architecture = name })).Message);
        Assert.Contains("must be imported", Assert.Throws<ModelFileException>(() => ModelFile.Load(At("m.safetensors"))).Message);
    }

    [Fact]
    public void WeightsTakeTheTypeThatIsAskedFor()
    {
        var model = PythonFixtures.Formula("onetower");
        NamedExport.Save(model, At("half"), new SaveOptions { ElementType = ElementType.Float16 });
        Assert.All(ModelFormats.Load(At("half")).Weights, weight => Assert.Equal(ElementType.Float16, weight.Type));
        // PyTorch's modules have no int8 with a scale for each row.
        NamedExport.Save(model.WithWeightPrecision(ElementType.Int8), At("wide"));
        Assert.All(ModelFormats.Load(At("wide")).Weights, weight => Assert.Equal(ElementType.Float32, weight.Type));
        Assert.Contains("not int8 or sparse", Assert.Throws<ModelFileException>(() => NamedExport.Save(model, At("m"), new SaveOptions { ElementType = ElementType.Int8 })).Message);
        Assert.Contains("there is a file of that name", Assert.Throws<ModelFileException>(() => NamedExport.Save(model, At("half"))).Message);
        Assert.Equal(["half", "wide"], FilesLeft());
    }

    [Fact]
    public void AMeanImageTravels()
    {
        float[] image = [.. Enumerable.Range(0, 3 * 224 * 224).Select(i => i % 251)];
        var model = ModelFactory.Create(PythonFixtures.Narrow("onetower"), preprocessing: Preprocessing.Paper with { MeanImage = image, MeanImageSize = 224 }, weights: InitialWeights.Formula);
        NamedExport.Save(model, At("m"));
        Assert.Equal(image, ModelFormats.Load(At("m")).Preprocessing.MeanImage);
    }

    [Fact]
    public void ATensorThatIsMissingIsNamed()
    {
        NamedExport.Save(PythonFixtures.Formula("onetower"), At("m"));
        var bytes = Pickle.Pickles.Latin1(File.ReadAllBytes(At("m"))).Replace("features.8.bias", "features.7.bias", StringComparison.Ordinal);
        File.WriteAllBytes(At("m"), Pickle.Pickles.Bytes(bytes));
        Assert.Contains("tensor 'features.8.bias': there is none of that name", Assert.Throws<ModelFileException>(() => ModelFormats.Load(At("m"))).Message);
    }

    [Fact]
    public void FullSizeWeightsComeBackBitByBit()
    {
        var model = ModelFactory.Create(KnownArchitectures.Get("onetower"), weights: InitialWeights.Formula, seed: PythonFixtures.Seed);
        NamedExport.Save(model, At("m.safetensors"));
        var loaded = ModelFormats.Load(At("m.safetensors"));
        Assert.Equal(61_100_840, loaded.Architecture.ParameterCount);
        PythonFixtures.AssertSameWeights(model, loaded);
    }
}
