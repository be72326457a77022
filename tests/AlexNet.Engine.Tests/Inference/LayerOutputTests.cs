using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Layers;

namespace AlexNet.Engine.Tests.Inference;

public class LayerOutputTests
{
    public static TheoryData<string> Variants => [.. KnownArchitectures.Names];

    [Theory]
    [MemberData(nameof(Variants))]
    public void EveryLayerGivesTheBitsThatAnObserverOfTheWholeNetworkSees(string architecture)
    {
        var plan = InferencePlan.For(TestModels.Small(architecture));
        var seen = new Dictionary<string, float[]>();
        using (var whole = new InferenceSession(plan, 3, 2))
        {
            Fill(whole);
            whole.Run(3, default, (layer, image, _, values) =>
            {
                if (image == 2) seen[layer] = values.ToArray();
            });
        }
        foreach (var (layer, expected) in seen)
        {
            var part = plan.UpTo(layer.ToUpperInvariant());
            Assert.Equal(expected.Length, part.Output.Count);
            using var session = new InferenceSession(part, 3, 2);
            Fill(session);
            session.Run(3);
            Assert.Equal(expected, session.Outputs(2).ToArray());
        }
    }

    [Fact]
    public void WhatIsFusedIntoALayerGivesThatLayersOutputs()
    {
        var plan = InferencePlan.For(TestModels.Small());
        float[] Outputs(string layer) => [.. OutputsOf(plan.UpTo(layer))];
        Assert.Equal(Outputs("fc7"), Outputs("relu7"));
        Assert.Equal(Outputs("fc7"), Outputs("drop7"));
        Assert.Equal(64, Outputs("fc7").Length);
        Assert.All(Outputs("fc7"), value => Assert.True(value >= 0));
        Assert.Equal(Outputs("conv1"), Outputs("relu1"));
        Assert.NotEqual(Outputs("norm1"), Outputs("relu1"));
    }

    [Fact]
    public void ANonlinearityOfItsOwnStepIsPartOfItsLayer()
    {
        var plan = InferencePlan.For(TestModels.Small(activation: ActivationFunction.Sigmoid));
        var values = OutputsOf(plan.UpTo("fc6"));
        Assert.All(values, value => Assert.InRange(value, 0, 1));
        Assert.Equal(values.Select(value => value * 0.5f), OutputsOf(plan.UpTo("drop6")));
    }

    [Fact]
    public void TheLastLayerIsTheWholePlan()
    {
        var plan = InferencePlan.For(TestModels.Small());
        Assert.Same(plan, plan.UpTo("softmax"));
        Assert.Equal(1, OutputsOf(plan).Sum(), 1e-5);
        Assert.Null(plan.EndsAt);
    }

    [Fact]
    public void APlanThatEndsEarlyClassifiesNothingAndSaysSo()
    {
        using var session = new InferenceSession(InferencePlan.For(TestModels.Small()).UpTo("fc8"), 1, 1);
        session.Run(1);
        Assert.Contains("'fc8'", Assert.Throws<InvalidOperationException>(() => session.Probabilities(0).Length).Message);
        Assert.Throws<InvalidOperationException>(() => session.Logits(0).Length);
    }

    [Fact]
    public void AnUnknownLayerNamesThoseThatThereAre()
    {
        var plan = InferencePlan.For(TestModels.Small());
        Assert.Contains("pool5, fc6", Assert.Throws<ArgumentException>(() => plan.UpTo("fc9")).Message);
        var early = Assert.Throws<ArgumentException>(() => plan.UpTo("pool5").UpTo("fc6"));
        Assert.EndsWith("relu5, pool5", early.Message);
    }

    [Fact]
    public void AnOutputThatIsNotANumberNamesItsLayer()
    {
        using var session = new InferenceSession(InferencePlan.For(TestModels.Small()).UpTo("conv2"), 1, 1);
        session.Input(0)[7] = float.NaN;
        var error = Assert.Throws<NotFiniteException>(() => session.Run(1));
        Assert.Contains("layer 'conv2'", error.Message);
        Assert.Contains("value 7 of the input", error.Message);
    }

    private static float[] OutputsOf(InferencePlan plan)
    {
        using var session = new InferenceSession(plan, 1, 1);
        TestModels.Fill(session.Input(0), 0);
        session.Run(1);
        return session.Outputs(0).ToArray();
    }

    private static void Fill(InferenceSession session)
    {
        for (var image = 0; image < session.Batch; image++) TestModels.Fill(session.Input(image), image);
    }
}
