using System.Text;
using System.Text.Json.Nodes;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Metadata;
using AlexNet.Models.Safetensors;
using AlexNet.Models.Tests.Safetensors;

namespace AlexNet.Models.Tests;

/// <summary>Models whose fully connected layers are signed bytes with a scale a row: there and back, and files in which the scales are wrong.</summary>
public sealed class Int8FileTests : TemporaryFolder
{
    private static readonly string[] Matrices = ["fc3.weight", "fc4.weight"];

    [Fact]
    public void BytesAndScalesComeBackAsTheyWent()
    {
        var model = Tiny.Model().WithWeightPrecision(ElementType.Int8);
        ModelFile.Save(model, At("m"));
        var loaded = ModelFile.Load(At("m"));

        Assert.Equal(ElementType.Int8, loaded.WeightPrecision);
        foreach (var name in Matrices)
        {
            Assert.Equal(Tiny.BytesOf(model.Weight(name)), Tiny.BytesOf(loaded.Weight(name)));
            Assert.Equal(model.Weight(name).RowScales!.ToArray(), loaded.Weight(name).RowScales!.ToArray());
            Assert.Same(loaded.Weight("conv1.weight").Owner, loaded.Weight(name).Owner);
            Assert.Same(loaded.Weight("conv1.weight").Owner, loaded.Weight(name).RowScales!.Owner);
        }
        Assert.Equal(model.WeightBytes, loaded.WeightBytes);
    }

    [Fact]
    public void SavingAsInt8IsTheSameAsConvertingFirst()
    {
        ModelFile.Save(Tiny.Model(), At("converted"), new SaveOptions { ElementType = ElementType.Int8 });
        ModelFile.Save(Tiny.Model().WithWeightPrecision(ElementType.Int8), At("kept"));
        Assert.Equal(File.ReadAllBytes(At("kept")), File.ReadAllBytes(At("converted")));
    }

    [Fact]
    public void OtherProgramsFindThePartsByTheirNames()
    {
        ModelFile.Save(Tiny.Model().WithWeightPrecision(ElementType.Int8), At("m"));
        var file = SafetensorsFile.Open(At("m"));
        Assert.Equal("I8", file.Tensors["fc3.weight"].Type);
        Assert.Equal("F32", file.Tensors["fc3.weight_scale"].Type);
        Assert.Equal([5L], file.Tensors["fc3.weight_scale"].Shape);
        Assert.Equal("F32", file.Tensors["conv1.weight"].Type);
    }

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float16)]
    public void TheFileCanBeSavedInAWiderTypeAgain(ElementType type)
    {
        var quantized = Tiny.Model().WithWeightPrecision(ElementType.Int8);
        ModelFile.Save(quantized, At("wide"), new SaveOptions { ElementType = type });
        var loaded = ModelFile.Load(At("wide"));
        Assert.Equal(type, loaded.WeightPrecision);
        Assert.Equal(quantized.WithWeightPrecision(type).Weight("fc3.weight").ToArray(), loaded.Weight("fc3.weight").ToArray());
        Assert.DoesNotContain("fc3.weight_scale", SafetensorsFile.Open(At("wide")).Tensors.Keys);
    }

    [Fact]
    public void WeightsThatAreNoNumbersAreNotQuantisedAndTheOldFileStays()
    {
        File.WriteAllText(At("m"), "old");
        var model = Tiny.Model();
        unsafe
        {
            ((float*)model.Weight("fc4.weight").Data)[7] = float.NaN;
        }
        var error = Assert.Throws<ModelFileException>(() => ModelFile.Save(model, At("m"), new SaveOptions { ElementType = ElementType.Int8, Overwrite = true }));
        Assert.Contains("element 7 of the weights 'fc4.weight' is NaN", error.Message);
        Assert.Equal("old", File.ReadAllText(At("m")));
        Assert.Equal(["m"], FilesLeft());
    }

    [Fact]
    public void AByteTimesTheLargestScaleIsFoundNotToBeFinite()
    {
        var scales = Tiny.Tensor("w_scale", 1, float.MaxValue);
        var bytes = Tiny.Tensor<sbyte>("w", ElementType.Float32, [2], [1, 2, 3, 127, 0, 1, -1, -128]);
        var weight = new WeightTensor("w", ElementType.Int8, [2, 4], bytes.Data, bytes.Owner, scales);
        Assert.Equal(new NotFiniteWeight("w", 7, float.NegativeInfinity), WeightCheck.FirstNotFinite(weight));
    }

    [Theory]
    [InlineData(float.NaN, "found the scale NaN for row 2")]
    [InlineData(float.PositiveInfinity, "found the scale Infinity for row 2")]
    [InlineData(-1e-30f, "found the scale -1E-30 for row 2")]
    public void ScalesThatAreNoneAreRefused(float scale, string fragment) => Refuse(fragment, Tiny.Tensor("fc3.weight_scale", 1, 0, scale, 1, 1));

    [Fact]
    public void MissingMisshapenAndMistypedScalesAreRefused()
    {
        Refuse("tensor 'fc3.weight': its type is I8, but there is no tensor 'fc3.weight_scale'", null);
        Refuse("found row scales of [4] Float32", Tiny.Tensor("fc3.weight_scale", 1, 1, 1, 1));
        Refuse("found row scales of [5, 1] Float32", Tiny.Tensor<float>("fc3.weight_scale", ElementType.Float32, [5, 1], [1, 1, 1, 1, 1]));
        Refuse("tensor 'fc3.weight_scale': its type is F16, but scales need F32", Tiny.Tensor("fc3.weight_scale", 1, 1, 1, 1, 1), ElementType.Float16);
        Refuse("tensor 'fc3.weight_scale': its type is BF16, but scales need F32", Tiny.Tensor("fc3.weight_scale", 1, 1, 1, 1, 1), ElementType.BFloat16);
    }

    [Fact]
    public void ScalesOfWeightsThatNeedNoneAreStrays()
    {
        var model = Tiny.Model();
        SafetensorsWriter.Write(At("m"), [.. Parts(model), new(Tiny.Tensor("fc3.weight_scale", 1, 1, 1, 1, 1), ElementType.Float32)], ModelMetadata.Write(model));
        Assert.Contains("tensor 'fc3.weight_scale': the network 'tiny' has no such parameter", Assert.Throws<ModelFileException>(() => ModelFile.Load(At("m"))).Message);
    }

    [Fact]
    public void BiasesOfSignedBytesAreRefused()
    {
        var model = Tiny.Model();
        // Written by hand, as no tensor of ours can be so: bytes under the name of a bias, with a scale each.
        var parts = Parts(model).Where(part => part.Tensor.Name != "fc4.bias").ToList();
        File.WriteAllBytes(At("m"), HandMade(parts, ModelMetadata.Write(model), ("fc4.bias", "I8", 3, new byte[3]), ("fc4.bias_scale", "F32", 3, new byte[12])));
        Assert.Contains("fc4.bias", Assert.Throws<ModelFileException>(() => ModelFile.Load(At("m"))).Message);
    }

    /// <summary>A model with fc3's weights as bytes of a hand-made tensor, and the scales given, or none.</summary>
    private void Refuse(string fragment, WeightTensor? scales, ElementType scaleType = ElementType.Float32)
    {
        var model = Tiny.Model();
        var length = model.Weight("fc3.weight").Length;
        var parts = Parts(model).Where(part => part.Tensor.Name != "fc3.weight").ToList();
        if (scales is not null) parts.Add(new(scales, scaleType));
        File.WriteAllBytes(At("m"), HandMade(parts, ModelMetadata.Write(model), ("fc3.weight", "I8", (int)length / 5, new byte[length])));
        var exception = Assert.Throws<ModelFileException>(() => ModelFile.Load(At("m")));
        Assert.Contains(fragment, exception.Message);
    }

    private static IEnumerable<TensorToWrite> Parts(Model model) => model.Weights.Select(weight => new TensorToWrite(weight, weight.Type));

    /// <summary>What the writer makes of the parts, with more tensors after them that it would not write.</summary>
    private byte[] HandMade(IEnumerable<TensorToWrite> parts, IReadOnlyDictionary<string, string> metadata, params (string Name, string Type, int Columns, byte[] Data)[] more)
    {
        SafetensorsWriter.Write(At("parts"), parts, metadata, overwrite: true);
        var bytes = File.ReadAllBytes(At("parts"));
        var header = JsonNode.Parse(bytes.AsSpan(8, (int)BitConverter.ToUInt64(bytes)))!.AsObject();
        var data = bytes[(8 + (int)BitConverter.ToUInt64(bytes))..];
        foreach (var (name, type, columns, content) in more)
        {
            var size = type == "F32" ? 4 : 1;
            int[] shape = content.Length == columns * size ? [columns] : [content.Length / size / columns, columns];
            header[name] = new JsonObject
            {
                ["dtype"] = type,
                ["shape"] = new JsonArray([.. shape.Select(extent => (JsonNode)extent)]),
                ["data_offsets"] = new JsonArray(data.Length, data.Length + content.Length),
            };
            data = [.. data, .. content];
        }
        return HeaderBytes.File(Encoding.UTF8.GetBytes(header.ToJsonString()), data);
    }
}
