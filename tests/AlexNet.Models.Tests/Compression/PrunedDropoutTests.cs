using AlexNet.Engine.Inference;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Models.Compression;
using AlexNet.Models.Tests.Trainee;

namespace AlexNet.Models.Tests.Compression;

public sealed class PrunedDropoutTests
{
    [Fact]
    public void TheRateFallsAsTheRootOfTheShareThatStays()
    {
        var lowered = PrunedDropout.Lower(TinyRun.Model(), new CompressionOptions { ClassifierDensity = 0.25 });
        Assert.Equal(0.25f, Rate(lowered), 1e-6f);
    }

    [Fact]
    public void WhatIsPrunedAlreadyLowersNothing()
    {
        var options = new CompressionOptions { ClassifierDensity = 0.25 };
        var pruned = new ModelCompressor(TinyRun.Model(), options).Model;
        Assert.Equal(0.5f, Rate(PrunedDropout.Lower(pruned, options)), 1e-6f);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.2f)]
    [InlineData(0.7f)]
    public void AnswersStayTheSame(float rate)
    {
        var model = TinyRun.Model();
        var image = new float[model.Architecture.Input.Count];
        for (var i = 0; i < image.Length; i++) image[i] = MathF.Sin(i);
        var (before, after) = (Logits(model, image), Logits(PrunedDropout.With(model, _ => rate), image));
        for (var i = 0; i < before.Length; i++) Assert.Equal(before[i], after[i], 1e-5f);
    }

    private static float Rate(Model model) => model.Architecture.Layers.OfType<Dropout>().Single().Rate;

    private static float[] Logits(Model model, float[] image)
    {
        using var session = new InferenceSession(new InferencePlan(model));
        image.CopyTo(session.Input(0));
        session.Run(1);
        return session.Logits(0).ToArray();
    }
}
