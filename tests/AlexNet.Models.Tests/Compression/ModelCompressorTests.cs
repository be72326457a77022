using AlexNet.Engine.Tensors;
using AlexNet.Models.Compression;

namespace AlexNet.Models.Tests.Compression;

public sealed class ModelCompressorTests
{
    [Theory]
    [InlineData(0.09)]
    [InlineData(0.37)]
    [InlineData(1)]
    public void TheThresholdIsThatOfASortedList(double density)
    {
        var random = new Random(11);
        var weights = Enumerable.Range(0, 10_001).Select(_ => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 6)))).ToArray();
        var sorted = weights.Select(Math.Abs).OrderDescending().ToArray();
        Assert.Equal(sorted[(int)Math.Ceiling(density * weights.Length) - 1], MagnitudePruning.Threshold(weights, density));
    }

    [Fact]
    public void PruningKeepsTheLargestAndHoldsTheOthersAtZero()
    {
        float[] weights = [0.1f, -3, 0.2f, 2, -0.3f, 1, 0, 0.4f, -0.5f, 0.6f];
        var form = SharedWeights.Prune("fc6.weight", weights, 0.3);
        Assert.Equal([0, -3, 0, 2, 0, 1, 0, 0, 0, 0], weights);
        Assert.Equal(3, form.Remaining);

        for (var i = 0; i < weights.Length; i++) weights[i] += 10;
        form.Hold(weights);
        Assert.Equal([0, 7, 0, 12, 0, 11, 0, 0, 0, 0], weights);
    }

    [Fact]
    public void SharedWeightsMoveTogether()
    {
        var random = new Random(2);
        var weights = Enumerable.Range(0, 5000).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        var before = (float[])weights.Clone();
        var form = SharedWeights.Prune("fc6.weight", weights, 0.5);
        form.Share(weights, 16);
        Assert.Equal(16, weights.Where(weight => weight != 0).Distinct().Count());
        // k-means: no value is nearer to a weight than the one it got, but for the last step's move.
        var values = weights.Where(weight => weight != 0).Distinct().ToArray();
        for (var i = 0; i < weights.Length; i++)
            if (weights[i] != 0) Assert.InRange(Math.Abs(weights[i] - before[i]), 0, values.Min(value => Math.Abs(value - before[i])) + 0.002f);

        var moved = (float[])weights.Clone();
        for (var i = 0; i < moved.Length; i++) moved[i] += i % 2 == 0 ? 0.25f : -0.25f;
        form.Hold(moved);
        Assert.Equal(16, moved.Where(weight => weight != 0).Distinct().Count());
        foreach (var group in Enumerable.Range(0, weights.Length).Where(i => weights[i] != 0).GroupBy(i => weights[i]))
            Assert.Equal(group.Average(i => weights[i] + (i % 2 == 0 ? 0.25 : -0.25)), moved[group.First()], 5);
    }

    [Fact]
    public void TheModelItselfStaysAsItWas()
    {
        var model = Tiny.Model();
        var before = model.Weights.Select(Tiny.BytesOf).ToList();
        var compressor = new ModelCompressor(model, new CompressionOptions { FullyConnectedDensity = 0.1, ConvolutionDensity = 0.5 });
        compressor.ShareValues();
        Assert.Equal(before, model.Weights.Select(Tiny.BytesOf));
        Assert.InRange(compressor.Density, 0.05, 0.5);
        Assert.Equal(model.Weight("fc3.bias").ToArray(), compressor.Model.Weight("fc3.bias").ToArray());
        foreach (var form in compressor.Forms) Assert.Equal(form.Remaining, compressor.Model.Weight(form.Name).ToArray().Count(weight => weight != 0));
    }

    [Fact]
    public void WhatCannotBeIsRefused()
    {
        Assert.Contains("fc6.weight", Assert.Throws<ArgumentException>(() => SharedWeights.Prune("fc6.weight", [1, float.NaN], 0.5)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ModelCompressor(Tiny.Model(), new CompressionOptions { ClassifierDensity = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ModelCompressor(Tiny.Model(), new CompressionOptions { FullyConnectedValues = 256 }));
    }
}
