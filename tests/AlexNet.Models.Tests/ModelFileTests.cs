using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Tests;

public sealed class ModelFileTests : TemporaryFolder
{
    public static TheoryData<string, ElementType> VariantsAndTypes
    {
        get
        {
            var data = new TheoryData<string, ElementType>();
            foreach (var name in KnownArchitectures.Names)
                foreach (var type in Enum.GetValues<ElementType>())
                    data.Add(name, type);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(VariantsAndTypes))]
    public void VariantsRoundTripInEveryType(string name, ElementType type)
    {
        var model = ModelFactory.Create(KnownArchitectures.Get(name).Scale(fullyConnected: 4, classes: 3), weights: InitialWeights.Formula);
        ModelFile.Save(model, At("m.safetensors"), new SaveOptions { ElementType = type });
        var loaded = ModelFile.Load(At("m.safetensors"));

        Assert.Equal(model.Architecture.Layers, loaded.Architecture.Layers);
        Assert.Equal(model.Architecture.Input, loaded.Architecture.Input);
        Assert.Equal(model.Architecture.Towers, loaded.Architecture.Towers);
        Assert.Equal(name, loaded.Architecture.Name);
        Assert.Equal(model.Labels.Items, loaded.Labels.Items);
        Assert.Equal(model.Preprocessing.ToString(), loaded.Preprocessing.ToString());
        Assert.Equal(At("m.safetensors"), loaded.Path);
        Assert.False(loaded.IsTrained);
        // Only matrices have rows to quantise, and each row brings a scale of four bytes.
        ElementType TypeOf(WeightTensor weight) => type == ElementType.Int8 && weight.Shape.Count != 2 ? ElementType.Float32 : type;
        Assert.All(loaded.Weights, weight => Assert.Equal(TypeOf(weight), weight.Type));
        Assert.Equal(model.Weights.Sum(weight => weight.Length * TypeOf(weight).Size() + (TypeOf(weight) == ElementType.Int8 ? 4 * weight.Shape[0] : 0)), loaded.WeightBytes);
        Assert.Null(WeightCheck.FirstNotFinite(loaded));
        foreach (var (before, after) in model.Weights.Zip(loaded.Weights)) AssertRounded(before, after);
    }

    [Fact]
    public void EverythingTravels()
    {
        var model = Tiny.Model(new Preprocessing { Resize = ResizeMode.Squash, ResizeTo = 0, Channels = ChannelOrder.Bgr, Scale = 1 / 255f, Mean = [0.1f, 1e-7f, -3], Std = [1 / 3f, 2, 3] });
        ModelFile.Save(model, At("m"));
        var loaded = ModelFile.Load(At("m"));

        Assert.Equal(model.Name, loaded.Name);
        Assert.Equal(model.Labels.Items, loaded.Labels.Items);
        Assert.Equal(model.Notes, loaded.Notes);
        Assert.Equal(model.Preprocessing.Mean, loaded.Preprocessing.Mean);
        Assert.Equal(model.Preprocessing.Std, loaded.Preprocessing.Std);
        Assert.Equal(model.Preprocessing, loaded.Preprocessing with { Mean = model.Preprocessing.Mean, Std = model.Preprocessing.Std });
    }

    [Fact]
    public void FullSizeVariantsKeepTheirArchitecture()
    {
        foreach (var name in KnownArchitectures.Names)
        {
            var architecture = KnownArchitectures.Get(name);
            var read = Models.Metadata.ArchitectureJson.Read(Models.Metadata.ArchitectureJson.Write(architecture));
            Assert.Equal(architecture.Layers, read.Layers);
            Assert.Equal(architecture.ParameterCount, read.ParameterCount);
        }
    }

    [Fact]
    public void AMeanImageTravelsAsATensor()
    {
        float[] image = [.. Enumerable.Range(0, 3 * 16 * 16).Select(i => i * 0.37f)];
        ModelFile.Save(Tiny.Model(Preprocessing.Paper with { MeanImage = image, MeanImageSize = 16 }), At("m"), new SaveOptions { ElementType = ElementType.Float16 });
        var loaded = ModelFile.Load(At("m"));

        Assert.Equal(image, loaded.Preprocessing.MeanImage);
        Assert.Equal(16, loaded.Preprocessing.MeanImageSize);
    }

    [Fact]
    public void OnlyTheChosenParametersAreConverted()
    {
        ModelFile.Save(Tiny.Model(), At("m"), new SaveOptions { ElementType = ElementType.BFloat16, Converts = weight => weight.Name == "fc3.weight" });
        var loaded = ModelFile.Load(At("m"));

        Assert.Equal(ElementType.BFloat16, loaded.Weight("fc3.weight").Type);
        Assert.All(loaded.Weights.Where(weight => weight.Name != "fc3.weight"), weight => Assert.Equal(ElementType.Float32, weight.Type));
        Assert.Equal(Tiny.Model().Weight("conv1.weight").ToArray(), loaded.Weight("conv1.weight").ToArray());
    }

    [Fact]
    public void AModelOutlivesItsFile()
    {
        if (OperatingSystem.IsWindows()) return; // Mapped files cannot be deleted there.
        ModelFile.Save(Tiny.Model(), At("m"));
        var loaded = ModelFile.Load(At("m"));
        File.Delete(At("m"));
        GC.Collect();
        Assert.Equal(Tiny.Model().Weight("fc4.weight").ToArray(), loaded.Weight("fc4.weight").ToArray());
    }

    [Fact]
    public void AModelCanBeSavedOverTheFileItIsMappedFrom()
    {
        if (OperatingSystem.IsWindows()) return;
        ModelFile.Save(Tiny.Model(), At("m"));
        var loaded = ModelFile.Load(At("m"));
        ModelFile.Save(loaded, At("m"), new SaveOptions { Overwrite = true, ElementType = ElementType.Float16 });

        Assert.Equal(Tiny.Model().Weight("fc4.weight").ToArray(), loaded.Weight("fc4.weight").ToArray());
        Assert.Equal(ElementType.Float16, ModelFile.Load(At("m")).Weight("fc4.weight").Type);
    }

    [Fact]
    public void ForeignFilesAreToldApartFromBrokenOnes()
    {
        var exception = Assert.Throws<ModelFileException>(() => ModelFile.Load(Fixture("golden.safetensors")));
        Assert.Contains("a sound safetensors file, but without 'alexnet.format'", exception.Message);
        Assert.Contains("must be imported", exception.Message);
    }

    [Fact]
    public void NamesThatCouldNotBeReadBackAreNotSaved()
    {
        var model = Tiny.Model(labels: new LabelSet(["a", "b\u001b[31m", "c"]));
        Assert.Contains("control characters", Assert.Throws<ModelFileException>(() => ModelFile.Save(model, At("m"))).Message);
        Assert.Empty(FilesLeft());
    }

    [Fact]
    public void NotFiniteWeightsAreFoundByNameAndIndex()
    {
        foreach (var type in new[] { ElementType.Float32, ElementType.Float16, ElementType.BFloat16 })
        {
            var values = Enumerable.Range(0, 768).Select(i => (float)i).ToArray();
            values[700] = float.NaN;
            values[703] = float.NegativeInfinity;
            var weight = Tiny.Tensor("fc.weight", ElementType.Float32, [1, 768], new ReadOnlySpan<float>(values));
            var model = new Model("m", Row, [weight, Tiny.Tensor("fc.bias", 1)], LabelSet.Numbered(1), Preprocessing.Paper);
            ModelFile.Save(model, At("m"), new SaveOptions { Overwrite = true, ElementType = type });
            var found = WeightCheck.FirstNotFinite(ModelFile.Load(At("m")));
            Assert.Equal(new NotFiniteWeight("fc.weight", 700, float.NaN), found);
        }
        Assert.Equal("fc.bias[2] is Infinity", WeightCheck.FirstNotFinite(Tiny.Tensor("fc.bias", 1, 2, float.PositiveInfinity))!.ToString());
        Assert.Null(WeightCheck.FirstNotFinite(Tiny.Tensor("fc.bias", float.MaxValue, -float.MaxValue, float.Epsilon)));
    }

    private static Architecture Row { get; } = new("row", new MapShape(3, 16, 16), 1, [new FullyConnected("fc", 1)]);

    private static void AssertRounded(WeightTensor before, WeightTensor after)
    {
        var (wide, narrow, scales) = (before.ToArray(), after.ToArray(), after.RowScales?.ToArray() ?? []);
        for (var i = 0; i < wide.Length; i++)
        {
            var expected = after.Type switch
            {
                ElementType.Float16 => (float)(Half)wide[i],
                // Half a unit in the last of 8 bits.
                ElementType.BFloat16 => Math.Abs(narrow[i] - wide[i]) <= Math.Abs(wide[i]) / 256 ? narrow[i] : float.NaN,
                // Half a scale.
                ElementType.Int8 => Math.Abs(narrow[i] - wide[i]) <= scales[i / after.RowLength] * 0.50001 ? narrow[i] : float.NaN,
                _ => wide[i],
            };
            if (!expected.Equals(narrow[i])) Assert.Fail($"{before.Name}[{i}]: {wide[i]} became {narrow[i]}");
        }
    }
}
