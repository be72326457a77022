using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Training.Transfer;

namespace AlexNet.Engine.Tests.Training.Transfer;

public class LastLayerFitTests
{
    private const int Features = 19;
    private const int Classes = 4;

    [Fact]
    public void TheRegressionOfUnitVectorsIsTheClosedAnswer()
    {
        // Example c is the c-th unit vector. By symmetry W = a (I - 1/K), ||W||^2 = a^2 (K - 1), and the truth's logit is a above the others:
        // the loss log(1 + (K - 1) e^-a) + decay/2 a^2 (K - 1) is least where 1 - p = decay a (K - 1), with p the truth's probability.
        const int K = 5;
        const double Decay = 0.02;
        double P(double a) => 1 / (1 + (K - 1) * Math.Exp(-a));
        var (low, high) = (0.0, 100.0);
        while (high - low > 1e-9) (low, high) = 1 - P((low + high) / 2) > Decay * (low + high) / 2 * (K - 1) ? ((low + high) / 2, high) : (low, (low + high) / 2);

        using var rows = new FeatureRows(K, [.. Enumerable.Range(0, K)]);
        for (var i = 0; i < K; i++) rows.Row(i)[i] = 1;
        using var objective = new LastLayerObjective(ToyExamples.Model(K, K), rows, 2, default) { WeightDecay = Decay };
        var x = new float[objective.Length];
        new Lbfgs(objective.Evaluate).Minimize(x, iterations: 200, tolerance: 1e-9);
        for (var i = 0; i < K; i++)
        {
            for (var j = 0; j < K; j++) Assert.Equal(low * ((i == j ? 1 : 0) - 1.0 / K), x[i * K + j], 2e-3);
            Assert.Equal(0, x[K * K + i], 2e-3);
        }
    }

    [Fact]
    public void TheGradientIsThatOfTheValue()
    {
        using var rows = ToyExamples.Clouds(300, Features, Classes, 1, "gradient");
        using var objective = new LastLayerObjective(ToyExamples.Model(Features, Classes), rows, 2, default) { WeightDecay = 0.1 };
        var x = new float[objective.Length];
        for (var i = 0; i < x.Length; i++) x[i] = 0.1f * MathF.Sin(i);
        var (gradient, unused) = (new float[x.Length], new float[x.Length]);
        objective.Evaluate(x, gradient);
        const float Step = 1e-2f;
        for (var i = 0; i < x.Length; i += 7)
        {
            var (above, below) = (x.ToArray(), x.ToArray());
            (above[i], below[i]) = (x[i] + Step, x[i] - Step);
            Assert.Equal((objective.Evaluate(above, unused) - objective.Evaluate(below, unused)) / (2 * Step), gradient[i], 2e-3);
        }
    }

    [Fact]
    public void CloudsThatLieApartAreToldApart()
    {
        using var training = ToyExamples.Clouds(200, Features, Classes, 0.3, "training");
        using var heldOut = ToyExamples.Clouds(100, Features, Classes, 0.3, "held out");
        var tried = new List<double>();
        var fitted = LastLayerFit.Fit(ToyExamples.Model(Features, Classes), training, heldOut, 2, new Told(tried));
        Assert.Equal(100, fitted.HeldOut.Correct1);
        Assert.InRange(fitted.HeldOut.Loss, 0, 0.2);
        Assert.Contains(fitted.WeightDecay, tried);
        Assert.Equal(tried.OrderDescending(), tried);
    }

    [Fact]
    public void AnOffsetOfTheFeaturesMovesNothingButTheBiases()
    {
        using var training = ToyExamples.Clouds(200, Features, Classes, 0.6, "training");
        using var heldOut = ToyExamples.Clouds(100, Features, Classes, 0.6, "held out");
        var plain = LastLayerFit.Fit(ToyExamples.Model(Features, Classes), training, heldOut);
        foreach (var rows in new[] { training, heldOut })
            foreach (ref var value in rows.Rows(0, rows.Count)) value += 30;
        var moved = LastLayerFit.Fit(ToyExamples.Model(Features, Classes), training, heldOut);
        Assert.Equal(plain.HeldOut.Loss, moved.HeldOut.Loss, 2e-3);
        Assert.Equal(1, moved.WeightDecay / plain.WeightDecay, 1e-3);
        Assert.True(Near.Error([.. plain.Model.Weight("fc2.weight").ToArray().Select(value => (double)value)], moved.Model.Weight("fc2.weight").ToArray()) < 0.02);
    }

    [Fact]
    public void WhereThereIsNothingToLearnTheDecayStaysStrongAndThePathEndsEarly()
    {
        // Labels that have nothing to do with the points: 60 of 40 numbers each could be learnt by heart.
        int Label(int index) => index * 7 / 3 % Classes;
        using var training = ToyExamples.Clouds(60, 40, Classes, 20, "training", Label);
        using var heldOut = ToyExamples.Clouds(200, 40, Classes, 20, "held out", Label);
        var tried = new List<double>();
        var fitted = LastLayerFit.Fit(ToyExamples.Model(40, Classes), training, heldOut, 2, new Told(tried));
        Assert.InRange(fitted.HeldOut.Loss, 0, 1.1 * Math.Log(Classes));
        Assert.True(fitted.WeightDecay >= tried[2], $"{fitted.WeightDecay} of {string.Join(", ", tried)}");
        Assert.InRange(tried.Count, 3, 6);
    }

    [Fact]
    public void TheBitsDependNotOnThreads()
    {
        using var training = ToyExamples.Clouds(150, Features, Classes, 1, "training");
        using var heldOut = ToyExamples.Clouds(50, Features, Classes, 1, "held out");
        float[] Weights(int threads) => LastLayerFit.Fit(ToyExamples.Model(Features, Classes), training, heldOut, threads).Model.Weight("fc2.weight").ToArray();
        Assert.Equal(Weights(1), Weights(3));
    }

    [Fact]
    public void AnswersAreThoseOfTheModel()
    {
        using var training = ToyExamples.Clouds(80, Features, Classes, 1, "training");
        using var heldOut = ToyExamples.Clouds(20, Features, Classes, 1, "held out");
        var model = LastLayerFit.Fit(ToyExamples.Model(Features, Classes), training, heldOut).Model;
        var plan = InferencePlan.For(model);
        using var front = new InferenceSession(plan.UpTo("relu1"), 1, 1);
        using var whole = new InferenceSession(plan, 1, 1);
        using var rows = new FeatureRows(Features, [0]);
        TestImage(front.Input(0));
        TestImage(whole.Input(0));
        front.Run(1);
        whole.Run(1);
        front.Outputs(0).CopyTo(rows.Row(0));
        var answer = Assert.Single(FeatureAnswers.Of(model, "fc2", rows));
        for (var i = 0; i < Classes; i++) Assert.Equal(whole.Probabilities(0)[i], answer[i], 1e-5);

        static void TestImage(Span<float> image)
        {
            for (var i = 0; i < image.Length; i++) image[i] = MathF.Cos(i);
        }
    }

    [Fact]
    public void CancellingEndsIt()
    {
        using var rows = ToyExamples.Clouds(80, Features, Classes, 1, "training");
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => LastLayerFit.Fit(ToyExamples.Model(Features, Classes), rows, rows, 1, new Cancels(stop), stop.Token));
    }

    [Fact]
    public void ANewLastLayerKnowsNothingAndTheOthersAreShared()
    {
        var model = ToyExamples.Model(Features, 7);
        Assert.Equal(7, model.Architecture.Classes);
        Assert.All(model.Weight("fc2.weight").ToArray(), value => Assert.Equal(0, value));
        Assert.Same(model.Weight("fc1.weight"), LastLayer.Replace(model, "other", new LabelSet(["a", "b"])).Weight("fc1.weight"));
        Assert.Equal("relu1", LastLayer.Before(model.Architecture, "FC2").Name);
        Assert.Contains("those are fc2", Assert.Throws<ArgumentException>(() => LastLayer.Before(model.Architecture, "fc1")).Message);
    }

    private sealed class Told(List<double> decays) : IProgress<(double WeightDecay, double HeldOutLoss)>
    {
        public void Report((double WeightDecay, double HeldOutLoss) value) => decays.Add(value.WeightDecay);
    }

    private sealed class Cancels(CancellationTokenSource stop) : IProgress<(double WeightDecay, double HeldOutLoss)>
    {
        public void Report((double WeightDecay, double HeldOutLoss) value) => stop.Cancel();
    }
}
