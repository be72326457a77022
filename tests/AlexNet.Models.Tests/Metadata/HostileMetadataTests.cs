using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Metadata;
using AlexNet.Models.Safetensors;

namespace AlexNet.Models.Tests.Metadata;

/// <summary>Sound safetensors files whose metadata says something wrong: one change each to a good model's.</summary>
public sealed class HostileMetadataTests : TemporaryFolder
{
    [Theory]
    [InlineData("alexnet.format", "2", "version '2', but this program reads version 1")]
    [InlineData("alexnet.trained", "yes", "needs 'true' or 'false'")]
    [InlineData("alexnet.name", "", "a name needs 1 to 200")]
    [InlineData("alexnet.name", "a\u001b]0;x\u0007", "no control characters")]
    [InlineData("alexnet.shiny", "1", "this key is unknown")]
    [InlineData("alexnet.labels", "[]", "needs an object")]
    [InlineData("alexnet.labels", """{"names":["a","b"]}""", "found 2 labels, but the network 'tiny' needs one for each of its 3 classes")]
    [InlineData("alexnet.labels", """{"names":["a","b",3]}""", "'names' must be text")]
    [InlineData("alexnet.labels", """{"names":["a","b",""]}""", "needs 1 to 200 characters")]
    [InlineData("alexnet.labels", """{"names":["a","b","\ud800"]}""", "not valid JSON")]
    [InlineData("alexnet.labels", """{"names":["a","b","c"],"synsets":["x"]}""", "'synsets' has 1 values, but needs 3")]
    [InlineData("alexnet.labels", """{"names":["a","b","c"],"names":["a","b","c"]}""", "not valid JSON")]
    [InlineData("alexnet.labels", """{"names":["a","b","c"],"colours":[]}""", "the field 'colours' is unknown")]
    [InlineData("alexnet.notes", """{"a":1}""", "must be text")]
    [InlineData("alexnet.notes", """{"a":"\u001b[2J"}""", "control characters")]
    [InlineData("alexnet.notes", "[[[[[[[[[[]]]]]]]]]]", "not valid JSON")]
    public void IsRefused(string key, string value, string fragment) => Refuse(metadata => metadata[key] = value, fragment);

    [Theory]
    [InlineData("\"kind\":\"convolution\",\"name\":\"conv1\"", "\"kind\":\"attention\",\"name\":\"conv1\"", "the kind 'attention' of layer 'conv1' is unknown")]
    [InlineData("\"kernel\":3", "\"kernel\":99999", "'kernel' must be a whole number from 1 to 255")]
    [InlineData("\"kernel\":3", "\"kernel\":5", "conv1.weight of [4, 3, 5, 5]")]
    [InlineData("\"kernel\":3", "\"kernel\":3,\"dilation\":2", "the field 'dilation' is unknown")]
    [InlineData("\"kernel\":3,", "", "the field 'kernel' is missing")]
    [InlineData("\"groups\":2", "\"groups\":3", "a multiple of its 3 groups")]
    [InlineData("\"outputs\":5", "\"outputs\":2147483647", "'outputs' must be a whole number from 1 to 16777216")]
    [InlineData("\"outputs\":5", "\"outputs\":\"5\"", "'outputs' is String, but must be Number")]
    [InlineData("\"outputs\":5", "\"outputs\":16777216", "fc3.weight of [16777216, 32]")]
    [InlineData("\"function\":\"tanh\"", "\"function\":\"Tanh\"", "must be one of identity, relu, sigmoid, tanh")]
    [InlineData("\"k\":2", "\"k\":1e39", "'k' is not a finite number")]
    [InlineData("\"rate\":0.5", "\"rate\":1.5", "a rate in [0, 1)")]
    [InlineData("\"input\":[3,16,16]", "\"input\":[3,16384,16384]", "at most")]
    [InlineData("\"input\":[3,16,16]", "\"input\":[3,16]", "'input' has 2 values, but needs 3")]
    [InlineData("\"input\":[3,16,16]", "\"input\":[3,16,17]", "a square with three colour channels")]
    [InlineData("\"name\":\"fc4\"", "\"name\":\"fc3\"", "a name of its own")]
    [InlineData("\"name\":\"fc4\"", "\"name\":\"fc\\u0007\"", "no control characters")]
    [InlineData("\"towers\":2", "\"towers\":0", "'towers' must be a whole number from 1 to 64")]
    public void WrongArchitecturesAreRefused(string from, string to, string fragment) => Refuse(Replace("alexnet.architecture", from, to), fragment);

    [Theory]
    [InlineData("\"scale\":1", "\"scale\":0", "a finite value above 0")]
    [InlineData("\"resizeTo\":256", "\"resizeTo\":8", "a resize to 8")]
    [InlineData("\"channels\":\"bgr\"", "\"channels\":\"cmyk\"", "must be one of rgb, bgr")]
    [InlineData("\"std\":[1,1,1]", "\"std\":[1,0,1]", "three finite values above 0")]
    [InlineData("\"std\":[1,1,1]", "\"std\":[1,1]", "'std' has 2 values, but needs 3")]
    [InlineData("\"meanImageSize\":0", "\"meanImageSize\":16", "there is none of that name")]
    [InlineData("\"meanImageSize\":0", "\"meanImageSize\":-1", "'meanImageSize' must be a whole number")]
    public void WrongPreprocessingIsRefused(string from, string to, string fragment) => Refuse(Replace("alexnet.preprocessing", from, to), fragment);

    [Fact]
    public void EveryKeyIsNeeded()
    {
        foreach (var key in MetadataKeys.All.Except([MetadataKeys.Format])) Refuse(metadata => metadata.Remove(key), $"metadata '{key}': it is missing");
    }

    [Fact]
    public void TensorsNobodyKnowsAreRefused()
    {
        Write(_ => { }, [new(Tiny.Tensor("extra", 1), ElementType.Float32)]);
        Assert.Contains("tensor 'extra': the network 'tiny' has no such parameter", Assert.Throws<ModelFileException>(() => ModelFile.Load(At("m"))).Message);
    }

    [Fact]
    public void AMissingWeightIsNamed()
    {
        var model = Tiny.Model();
        SafetensorsWriter.Write(At("m"), model.Weights.Skip(1).Select(weight => new TensorToWrite(weight, weight.Type)), ModelMetadata.Write(model));
        var exception = Assert.Throws<ModelFileException>(() => ModelFile.Load(At("m")));
        Assert.Contains("no tensor 'conv1.weight'", exception.Message);
        Assert.IsType<ShapeException>(exception.InnerException);
    }

    private static Action<Dictionary<string, string>> Replace(string key, string from, string to) => metadata =>
    {
        Assert.Contains(from, metadata[key]);
        var at = metadata[key].IndexOf(from, StringComparison.Ordinal);
        metadata[key] = metadata[key][..at] + to + metadata[key][(at + from.Length)..];
    };

    private void Refuse(Action<Dictionary<string, string>> change, string fragment)
    {
        Write(change, []);
        var exception = Assert.Throws<ModelFileException>(() => ModelFile.Load(At("m")));
        Assert.Contains(fragment, exception.Message);
        Assert.DoesNotContain(exception.Message, char.IsControl);
    }

    private void Write(Action<Dictionary<string, string>> change, TensorToWrite[] more)
    {
        var model = Tiny.Model();
        var metadata = ModelMetadata.Write(model);
        change(metadata);
        SafetensorsWriter.Write(At("m"), [.. model.Weights.Select(weight => new TensorToWrite(weight, weight.Type)), .. more], metadata, overwrite: true);
    }
}
