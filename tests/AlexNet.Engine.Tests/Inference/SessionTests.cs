using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Kernels.Reference;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;

namespace AlexNet.Engine.Tests.Inference;

public class SessionTests
{
    public static TheoryData<string> Variants => [.. KnownArchitectures.Names];

    [Theory]
    [MemberData(nameof(Variants))]
    public void EveryLayerAgreesWithTheReferenceNetwork(string architecture)
    {
        var model = TestModels.Small(architecture);
        var expected = new Dictionary<string, double[]>();
        var input = new float[model.Architecture.Input.Count];
        TestModels.Fill(input, 1);
        // A fused nonlinearity or factor is seen under the name of the layer it is fused into: the last entry under a name counts.
        string? last = null;
        var probabilities = ReferenceNetwork.Run(model, input, (layer, values) =>
        {
            if (layer is Convolution or FullyConnected or MaxPooling or ResponseNormalization or Softmax) last = layer.Name;
            expected[last!] = values;
        });
        using var session = new InferenceSession(InferencePlan.For(model), 2, 2);
        input.CopyTo(session.Input(1));
        var seen = 0;
        session.Run(2, default, (layer, image, _, values) =>
        {
            if (image != 1) return;
            seen++;
            var error = Near.Error(expected[layer], values);
            Assert.True(error < 2e-5, $"{architecture} {layer}: {error:0.0e0}");
        });
        Assert.Equal(expected.Count, seen);
        Assert.True(Near.Error(probabilities, session.Probabilities(1)) < 1e-4);
    }

    [Theory]
    [InlineData(ActivationFunction.Sigmoid)]
    [InlineData(ActivationFunction.Tanh)]
    [InlineData(ActivationFunction.Identity)]
    public void OtherNonlinearitiesAgreeToo(ActivationFunction function)
    {
        var model = TestModels.Small(activation: function);
        using var session = new InferenceSession(InferencePlan.For(model), 1, 1);
        TestModels.Fill(session.Input(0), 3);
        var expected = ReferenceNetwork.Run(model, session.Input(0));
        session.Run(1);
        Assert.True(Near.Error(expected, session.Probabilities(0)) < 1e-4);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void TheBitsDependNeitherOnThreadsNorOnTheBatch(string architecture)
    {
        var plan = InferencePlan.For(TestModels.Small(architecture));
        float[][]? expected = null;
        foreach (var (batch, threads) in new[] { (5, 1), (5, 2), (5, 4), (1, 1), (1, 4), (2, 2), (3, 3) })
        {
            var logits = TestModels.Logits(plan, 5, batch, threads);
            expected ??= logits;
            Assert.Equal(expected, logits);
        }
        Assert.NotEqual(expected![0], expected[1]);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void WatchingChangesNoBit(string architecture)
    {
        using var session = new InferenceSession(InferencePlan.For(TestModels.Small(architecture)), 2, 2);
        for (var image = 0; image < 2; image++) TestModels.Fill(session.Input(image), image);
        session.Run(2);
        var expected = session.Logits(1).ToArray();
        session.Run(2, default, (_, _, _, _) => { });
        Assert.Equal(expected, session.Logits(1).ToArray());
    }

    [Fact]
    public void CancellationEndsAPassAndTheSessionGoesOn()
    {
        using var session = new InferenceSession(InferencePlan.For(TestModels.Small()), 2, 2);
        TestModels.Fill(session.Input(0), 0);
        session.Run(1);
        var expected = session.Logits(0).ToArray();
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => session.Run(2, source.Token, (_, _, _, _) => source.Cancel()));
        session.Run(1);
        Assert.Equal(expected, session.Logits(0).ToArray());
    }

    [Fact]
    public void ANaNInTheInputIsNamed()
    {
        using var session = new InferenceSession(InferencePlan.For(TestModels.Small()), 2, 1);
        TestModels.Fill(session.Input(0), 0);
        session.Input(1)[17] = float.NaN;
        var error = Assert.Throws<NotFiniteException>(() => session.Run(2));
        Assert.Equal(1, error.Image);
        Assert.Contains("value 17 of the input", error.Message);
    }

    [Fact]
    public void ANaNInTheWeightsIsNamed()
    {
        var model = TestModels.Small();
        unsafe
        {
            ((float*)model.Weight("conv4.weight").Data)[1234] = float.NaN;
        }
        using var session = new InferenceSession(new InferencePlan(model), 1, 1);
        TestModels.Fill(session.Input(0), 0);
        Assert.Contains("element 1234 of its weights 'conv4.weight'", Assert.Throws<NotFiniteException>(() => session.Run(1)).Message);
    }

    [Fact]
    public void ANetworkWithoutSoftmaxOrFullyConnectedLayersIsRefused()
    {
        var small = TestModels.Small();
        var headless = new Architecture("headless", small.Architecture.Input, 2, [.. small.Architecture.Layers.SkipLast(1)]);
        Assert.Contains("softmax", Assert.Throws<ShapeException>(() =>
            new InferencePlan(new Model("headless", headless, small.Weights, small.Labels, small.Preprocessing))).Message);
    }

    [Fact]
    public void SessionsThatRunAtOnceGiveTheSameAnswers()
    {
        var plan = InferencePlan.For(TestModels.Small());
        float[] Answer()
        {
            using var session = new InferenceSession(plan, 3, 2);
            for (var image = 0; image < 3; image++) TestModels.Fill(session.Input(image), image);
            for (var round = 0; round < 5; round++) session.Run(3);
            return session.Logits(2).ToArray();
        }
        var expected = Answer();
        var answers = new float[6][];
        Parallel.For(0, answers.Length, i => answers[i] = Answer());
        Assert.All(answers, answer => Assert.Equal(expected, answer));
    }

    [Fact]
    public void TheLikeliestComeFirstAndEqualOnesByIndex()
    {
        var labels = LabelSet.Numbered(5);
        var top = TopPredictions.Of([0.1f, 0.3f, 0.2f, 0.3f, 0.1f], labels, 4);
        Assert.Equal([1, 3, 2, 0], top.Select(prediction => prediction.ClassIndex));
        Assert.Equal([1, 2, 3, 4], top.Select(prediction => prediction.Rank));
        Assert.Empty(TopPredictions.Of([1], LabelSet.Numbered(1), 0));
    }

    [Fact]
    public void ATestTimeFactorOfDropoutIsApplied()
    {
        // fc6's outputs under the paper's dropout are half of those under inverted dropout.
        var (atTest, inTraining) = (Fc6(DropoutScaling.AtTest), Fc6(DropoutScaling.InTraining));
        Assert.Equal(inTraining.Select(value => value / 2), atTest);
        Assert.Contains(atTest, value => value > 0);

        static float[] Fc6(DropoutScaling scaling)
        {
            var small = TestModels.Small();
            var model = new Model("small", small.Architecture.WithDropout(scaling), small.Weights, small.Labels, small.Preprocessing);
            using var session = new InferenceSession(InferencePlan.For(model), 1, 1);
            TestModels.Fill(session.Input(0), 0);
            float[] values = [];
            session.Run(1, default, (layer, _, _, output) =>
            {
                if (layer == "fc6") values = output.ToArray();
            });
            return values;
        }
    }
}
