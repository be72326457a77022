using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;

namespace AlexNet.Models.Tests.Formats;

/// <summary>Files that PyTorch, the onnx package and protobuf wrote.</summary>
public sealed class GraphFixtureTests
{
    public static TheoryData<int, string> Files
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var i = 0; i < GraphFixture.All.Count; i++) data.Add(i, GraphFixture.All[i].ToString());
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void AnswersAreThoseOfPyTorch(int index, string name)
    {
        var fixture = GraphFixture.All[index];
        Assert.Equal(name, fixture.ToString());
        var model = fixture.Load();

        Assert.Equal(fixture.Network, model.Architecture.Name);
        Assert.Equal(Path.GetFileNameWithoutExtension(fixture.File), model.Name);
        Assert.True(model.IsTrained);
        Assert.Equal(GraphFixture.PathOf(fixture.File), model.Path);
        fixture.Check(model);
    }

    [Theory]
    [InlineData("torchvision-17.onnx", "RGB, 0..1, minus 0.485/0.456/0.406, over 0.229/0.224/0.225, short side to 256, centre crop")]
    [InlineData("zoo-bvlc-9.onnx", "BGR, 0..255, minus 103.939/116.779/123.68, squash to the input")]
    [InlineData("zoo-caffenet-12.onnx", "BGR, 0..255, minus 103.939/116.779/123.68, squash to the input")]
    [InlineData("external.onnx", "BGR, 0..255, minus 104.007/116.669/122.679, squash to the input")]
    [InlineData("v1-training.caffemodel", "BGR, 0..255, minus 104.007/116.669/122.679, squash to the input")]
    [InlineData("bare.caffemodel", "BGR, 0..255, minus 104.007/116.669/122.679, squash to the input")]
    public void EachBringsItsPreprocessing(string file, string preprocessing) => Assert.Equal(preprocessing, Load(file).Preprocessing.ToString());

    [Fact]
    public void TheZoosMapsAreItsOwn()
    {
        var shapes = Load("zoo-bvlc-9.onnx").Architecture.Shapes.ToDictionary(shapes => shapes.Layer.Name, shapes => shapes.Output.Height);
        Assert.Equal((54, 26, 26, 12, 12, 6), (shapes["conv1"], shapes["pool1"], shapes["conv2"], shapes["pool2"], shapes["conv5"], shapes["pool5"]));
    }

    [Fact]
    public void DropoutThatAnExportLeftOutIsThereForTraining()
    {
        var layers = Load("torchvision-17.onnx").Architecture.Layers;
        Assert.Equal(["drop6", "drop7"], layers.OfType<Dropout>().Select(layer => layer.Name));
        Assert.All(layers.OfType<Dropout>(), layer => Assert.Equal(DropoutScaling.InTraining, layer.Scaling));
        Assert.IsType<Softmax>(layers[^1]);
    }

    private static Model Load(string file) => GraphFixture.All.First(fixture => fixture.File == file).Load();
}
