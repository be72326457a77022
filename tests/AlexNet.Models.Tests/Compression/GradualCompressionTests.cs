using AlexNet.Engine.Models;
using AlexNet.Engine.Training;
using AlexNet.Models.Compression;
using AlexNet.Models.Tests.Trainee;
using AlexNet.Models.Training;

namespace AlexNet.Models.Tests.Compression;

public sealed class GradualCompressionTests : TemporaryFolder
{
    // 6 steps an epoch.
    private const int Epochs = 24, Steps = 6 * Epochs;

    private static readonly CompressionOptions Options = new()
    {
        FirstConvolutionDensity = 0.6,
        FullyConnectedDensity = 0.1,
        ClassifierDensity = 0.5,
        ConvolutionValues = 16,
        FullyConnectedValues = 8,
    };

    [Fact]
    public void TheModelEndsInItsFormAndStillTellsStripesApart()
    {
        var trained = Trained(TinyRun.Model(), TinyRun.Options(30), out _);
        var gradual = new GradualCompression(trained, Options, Steps);
        var compressed = Trained(trained, TinyRun.Options(Epochs) with { AfterStep = gradual.AfterStep }, out var error);
        foreach (var (name, density, values) in new[] { ("conv1", 0.6, 16), ("fc2", 0.1, 8), ("fc3", 0.5, 8) })
        {
            var weights = compressed.Weight($"{name}.weight").ToArray();
            var kept = weights.Where(weight => weight != 0).ToArray();
            Assert.InRange(kept.Length, 1, (int)Math.Ceiling(density * weights.Length));
            Assert.InRange(kept.Length, (int)(0.8 * density * weights.Length), weights.Length);
            Assert.InRange(kept.Distinct().Count(), 2, values);
        }
        Assert.True(error < 0.1, $"the error is {error}");

        // What the same density costs without further training shows that the steps have done something.
        var atOnce = new ModelCompressor(trained, Options);
        atOnce.ShareValues();
        Assert.NotEqual(Tiny.BytesOf(atOnce.Model.Weight("fc2.weight")), Tiny.BytesOf(compressed.Weight("fc2.weight")));
    }

    [Fact]
    public void WeightsOncePrunedStayZeroAndEverMoreAre()
    {
        var gradual = new GradualCompression(TinyRun.Model(), Options, Steps);
        HashSet<int> pruned = [];
        List<int> counts = [];
        Trained(TinyRun.Model(), TinyRun.Options(Epochs) with
        {
            AfterStep = (step, state) =>
            {
                gradual.AfterStep(step, state);
                var weights = state.Single(tensor => tensor.Name == "fc2.weight").Values;
                foreach (var index in pruned) Assert.Equal(0, weights[index]);
                for (var i = 0; i < weights.Length; i++)
                    if (weights[i] == 0) pruned.Add(i);
                counts.Add(pruned.Count);
            },
        }, out _);
        var length = TinyRun.Model().Weight("fc2.weight").Length;
        Assert.Equal(Steps, counts.Count);
        Assert.InRange(counts[Steps / 8], 0.4 * length, 0.7 * length);
        Assert.InRange(counts[Steps / 2], 0.9 * length - 1, 0.95 * length);
        Assert.Equal(counts[Steps / 2], counts[^1]);
    }

    [Fact]
    public void DensityFallsToWhatIsWantedByHalfTime()
    {
        var gradual = new GradualCompression(TinyRun.Model(), Options, 100);
        Assert.Equal(1, gradual.DensityAt(0, 0.1));
        Assert.Equal(0.1 + 0.9 / 8, gradual.DensityAt(25, 0.1), 12);
        Assert.Equal(0.1, gradual.DensityAt(50, 0.1), 12);
        Assert.Equal(0.1, gradual.DensityAt(100, 0.1), 12);
    }

    [Fact]
    public void ARunOfOneStepIsCompressedToo()
    {
        var gradual = new GradualCompression(TinyRun.Model(), Options, 1);
        var model = Trained(TinyRun.Model(), TinyRun.Options(1) with { AfterStep = gradual.AfterStep }, out _);
        Assert.InRange(model.Weight("fc2.weight").ToArray().Distinct().Count(), 2, 9);
    }

    [Fact]
    public void ACompressedModelIsTrainedFurtherWithoutItsPrunedWeights()
    {
        var compressor = new ModelCompressor(TinyRun.Model(), Options);
        compressor.ShareValues();
        var before = compressor.Model.Weight("fc2.weight").ToArray();
        var gradual = new GradualCompression(compressor.Model, Options, Steps);
        var after = Trained(compressor.Model, TinyRun.Options(Epochs) with { AfterStep = gradual.AfterStep }, out var error).Weight("fc2.weight").ToArray();
        Assert.All(before.Zip(after), pair => Assert.True(pair.First != 0 || pair.Second == 0));
        Assert.NotEqual(before, after);
        Assert.True(error < 0.2, $"the error is {error}");
    }

    [Fact]
    public void WhatIsSharedAreTheMeansOfTheStepsBefore()
    {
        // 12 steps: pruned at 6, means of 9 and 10, shared at 10.
        var gradual = new GradualCompression(TinyRun.Model(), Options, 12);
        List<float[]> biases = [];
        float[] shared = [];
        Trained(TinyRun.Model(), TinyRun.Options(2) with
        {
            AfterStep = (step, state) =>
            {
                var bias = state.Single(tensor => tensor.Name == "fc2.bias");
                if (step is 9 or 10) biases.Add(bias.Values.ToArray());
                gradual.AfterStep(step, state);
                if (step == 10) shared = bias.Values.ToArray();
            },
        }, out _);
        Assert.Equal(2, biases.Count);
        for (var i = 0; i < shared.Length; i++) Assert.Equal((biases[0][i] + biases[1][i]) / 2, shared[i], 1e-6f);
    }

    [Fact]
    public void TheReportTellsWhatTheFileHolds()
    {
        var compressor = new ModelCompressor(TinyRun.Model(), Options);
        compressor.ShareValues();
        ModelFile.Save(compressor.Model, At("model"), new SaveOptions { Sparse = true });
        var loaded = ModelFile.Load(At("model"));
        var layers = CompressionReport.Of(TinyRun.Model(), loaded);
        Assert.Equal(["conv1", "fc2", "fc3"], layers.Select(layer => layer.Layer));
        foreach (var layer in layers)
        {
            var weights = loaded.Weight($"{layer.Layer}.weight").ToArray();
            Assert.Equal(weights.Length, layer.Weights);
            Assert.Equal(4 * weights.Length, layer.OriginalBytes);
            Assert.Equal(weights.Count(weight => weight != 0), layer.Kept);
            Assert.Equal(weights.Where(weight => weight != 0).Distinct().Count(), layer.Values);
        }
        Assert.Equal(3, layers[1].Bits);
        Assert.InRange(new FileInfo(At("model")).Length, layers.Sum(layer => layer.Bytes), layers.Sum(layer => layer.Bytes) + 4096);
    }

    [Fact]
    public void LayersThatAreNotThereAreRefused()
    {
        var options = Options with { LayerDensities = new Dictionary<string, double> { ["fc9"] = 0.1 } };
        Assert.Contains("fc9", Assert.Throws<ArgumentException>(() => new GradualCompression(TinyRun.Model(), options, 10)).Message);
        options = Options with { LayerDensities = new Dictionary<string, double> { ["fc2"] = 0 } };
        Assert.Contains("fc2", Assert.Throws<ArgumentOutOfRangeException>(() => new GradualCompression(TinyRun.Model(), options, 10)).Message);
        options = Options with { LayerDensities = new Dictionary<string, double> { ["fc2"] = 0.3 } };
        Assert.InRange(new ModelCompressor(TinyRun.Model(), options).Forms.Single(form => form.Name == "fc2.weight").Remaining, 0.3 * 16 * 72, 0.31 * 16 * 72);
    }

    private static Model Trained(Model model, TrainerOptions options, out double error)
    {
        using var trainer = new Trainer(model, TinyRun.Step with { WeightAverage = 0 }, options, new Stripes(1), new Stripes(2, 24));
        error = trainer.Run().Last().ValidationTop1Error!.Value;
        return trainer.ToModel();
    }
}
