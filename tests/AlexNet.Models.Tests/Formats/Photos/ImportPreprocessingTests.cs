using AlexNet.Engine.Models;
using AlexNet.Models.Formats;

namespace AlexNet.Models.Tests.Formats.Photos;

/// <summary>One rule for all formats: what Get-AlexNetModel prints of the same network in different files.</summary>
public sealed class ImportPreprocessingTests : TemporaryFolder
{
    private const string Caffe = "BGR, 0..255, minus 104.007/116.669/122.679, squash to 227";
    private const string Zoo = "BGR, 0..255, minus 103.939/116.779/123.68, squash to 224";
    private const string Torchvision = "RGB, 0..1, minus 0.485/0.456/0.406, over 0.229/0.224/0.225, short side to 256, centre crop";
    private const string Paper = "RGB, 0..255, minus 127.5/127.5/127.5, short side to 256, centre crop";

    [Theory]
    [InlineData("graphs/v1-training.caffemodel", Caffe)]
    [InlineData("graphs/v2.caffemodel", Caffe)]
    [InlineData("graphs/bare.caffemodel", Caffe)]
    [InlineData("graphs/bare-caffenet.caffemodel", Caffe)]
    [InlineData("graphs/external.onnx", Caffe)]
    [InlineData("python/bvlc.npz", Caffe)]
    [InlineData("python/bvlc-python2.npy", Caffe)]
    [InlineData("python/bvlc.pickle", Caffe)]
    [InlineData("python/bvlc.safetensors", Caffe)]
    [InlineData("graphs/zoo-bvlc-9.onnx", Zoo)]
    [InlineData("graphs/zoo-caffenet-12.onnx", Zoo)]
    [InlineData("graphs/torchvision-17.onnx", Torchvision)]
    [InlineData("python/onetower.pth", Torchvision)]
    [InlineData("python/onetower-legacy.pth", Torchvision)]
    [InlineData("graphs/torch-paper.onnx", Paper)]
    [InlineData("python/source2012.pickle", "RGB, 0..255, minus 122.679/116.669/104.007, short side to 256, centre crop")]
    public void EachFileBringsThatOfItsNetwork(string file, string preprocessing) => Assert.Equal(preprocessing, ModelInfo.Of(ModelFormats.Load(Fixture(file))).Preprocessing);

    [Theory]
    [InlineData("Onnx")]
    [InlineData("Caffe")]
    [InlineData("PyTorch")]
    [InlineData("Safetensors")]
    public void WhatWeExportedKeepsItsOwn(string format)
    {
        var preprocessing = Preprocessing.Paper with { Mean = [1, 2, 3], Resize = ResizeMode.Squash };
        ModelFormats.Save(Tiny.Model(preprocessing), At("m"), format);
        Assert.Equal("RGB, 0..255, minus 1/2/3, squash to 16", ModelInfo.Of(ModelFormats.Load(At("m"))).Preprocessing);
    }
}
