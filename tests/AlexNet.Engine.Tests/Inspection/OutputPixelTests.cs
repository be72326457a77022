using AlexNet.Engine.Inspection;
using AlexNet.Engine.Kernels.Reference;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tests.Inference;

namespace AlexNet.Engine.Tests.Inspection;

public class OutputPixelTests
{
    [Theory]
    [InlineData("conv1", 0, 0, 0)]
    [InlineData("conv1", 95, 18, 7)]
    [InlineData("conv2", 127, 0, 8)]
    [InlineData("conv2", 255, 8, 0)]
    [InlineData("conv3", 200, 1, 2)]
    public void AnOutputIsWhatTheDefinitionSays(string layer, int map, int row, int column)
    {
        var (model, input) = Input(layer);
        var pixel = OutputPixel.Of(model, layer, input, map, row, column);
        Assert.Equal(Reference(model, layer, input)[(map * pixel.Output.Height + row) * pixel.Output.Width + column], pixel.Value, 1e-9);
        Assert.Equal(Math.Max(0, pixel.Value), pixel.Activated);
        Assert.Equal(pixel.Channels, pixel.ChannelSums.Count);
        Assert.Equal(pixel.Kernel.Length, pixel.Window.Length);
    }

    [Theory]
    [InlineData("conv1")]
    [InlineData("conv2")]
    public void WeightsTimesPatchesIsTheConvolution(string layer)
    {
        var (model, input) = Input(layer);
        var shapes = model.Architecture.Shapes[LayerReader.IndexOf(model.Architecture, layer)];
        var convolution = (Convolution)shapes.Layer;
        var expected = Reference(model, layer, input);
        var filters = convolution.Channels / convolution.Groups;
        var weights = model.Weight($"{layer}.weight").ToArray();
        var bias = model.Weight($"{layer}.bias").ToArray();
        for (var group = 0; group < convolution.Groups; group++)
        {
            var matrix = new PatchMatrix(convolution, shapes.Input, input, group);
            Assert.Equal((convolution.PatchLength(shapes.Input), shapes.Output.Plane), (matrix.Rows, matrix.Columns));
            foreach (var column in new[] { 0, 5, matrix.Columns - 1 })
            {
                var patch = matrix.Column(column);
                for (var filter = group * filters; filter < (group + 1) * filters; filter += 17)
                {
                    double sum = bias[filter];
                    for (var row = 0; row < matrix.Rows; row++) sum += (double)weights[filter * matrix.Rows + row] * patch[row];
                    Assert.Equal(expected[filter * matrix.Columns + column], sum, 1e-9);
                }
            }
        }
    }

    [Fact]
    public void CopiesAreCounted()
    {
        // 5x5 under windows of 3x3 at step 2: the middle row and column lie under two windows each way.
        var copies = new PatchMatrix(new Convolution("c", 1, Kernel: 3, Stride: 2), new(2, 5, 5), new float[50]).Copies();
        int[] along = [1, 1, 2, 1, 1];
        Assert.Equal(Enumerable.Range(0, 25).Select(place => along[place / 5] * along[place % 5]), copies);
        // The paper's conv1: 363 x 3025 values of 154,587, a pixel in up to nine windows.
        var conv1 = new PatchMatrix(new Convolution("conv1", 96, Kernel: 11, Stride: 4), new(3, 227, 227), new float[3 * 227 * 227]);
        Assert.Equal((363, 3025, 1_098_075L), (conv1.Rows, conv1.Columns, conv1.Count));
        Assert.Equal(9, conv1.Copies().Max());
        Assert.Equal(conv1.Count, 3L * conv1.Copies().Sum());
    }

    [Fact]
    public void WhatIsNotThereIsSaid()
    {
        var (model, input) = Input("conv1");
        Assert.Contains("96 maps of 19 rows", Assert.Throws<ArgumentException>(() => OutputPixel.Of(model, "conv1", input, 96, 0, 0)).Message);
        Assert.Contains("kind MaxPool", Assert.Throws<ArgumentException>(() => OutputPixel.Of(model, "pool1", input, 0, 0, 0)).Message);
        Assert.Contains("83x83x3", Assert.Throws<ArgumentException>(() => OutputPixel.Of(model, "conv1", [1], 0, 0, 0)).Message);
    }

    private static (Model Model, float[] Input) Input(string layer)
    {
        var model = TestModels.Small();
        var input = new float[model.Architecture.Shapes[LayerReader.IndexOf(model.Architecture, layer)].Input.Count];
        TestModels.Fill(input, 1);
        return (model, input);
    }

    private static double[] Reference(Model model, string layer, float[] input)
    {
        var shapes = model.Architecture.Shapes[LayerReader.IndexOf(model.Architecture, layer)];
        var convolution = (Convolution)shapes.Layer;
        return ReferenceConvolution.Run([.. input.Select(value => (double)value)], shapes.Input.Channels, shapes.Input.Height, shapes.Input.Width, model.Weight($"{layer}.weight").ToArray(), model.Weight($"{layer}.bias").ToArray(),
            convolution.Channels, convolution.Kernel, convolution.Stride, convolution.Padding, convolution.Groups, shapes.Output.Height, shapes.Output.Width);
    }
}
