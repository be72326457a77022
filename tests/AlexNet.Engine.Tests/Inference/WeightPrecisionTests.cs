using AlexNet.Engine.Inference;
using AlexNet.Engine.Kernels.Reference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Tests.Inference;

public class WeightPrecisionTests
{
    public static TheoryData<ElementType> Types => [.. Enum.GetValues<ElementType>()];

    [Theory]
    [MemberData(nameof(Types))]
    public void OnlyTheWeightsOfFullyConnectedLayersChange(ElementType precision)
    {
        var model = TestModels.Small();
        var other = model.WithWeightPrecision(precision);
        foreach (var weight in other.Weights)
        {
            if (weight.Name is "fc6.weight" or "fc7.weight" or "fc8.weight") Assert.Equal(precision, weight.Type);
            else Assert.Same(model.Weight(weight.Name), weight);
        }
        Assert.Equal(precision, other.WeightPrecision);
        Assert.Equal(precision, ModelInfo.Of(other).WeightPrecision);
        Assert.Equal((model.Name, model.IsTrained, model.Labels, model.Preprocessing), (other.Name, other.IsTrained, other.Labels, other.Preprocessing));
        Assert.Equal(precision == ElementType.Float32, ReferenceEquals(model, other));
        Assert.Equal(precision != ElementType.Float32, other.WeightBytes < model.WeightBytes);
        Assert.Null(new Model("mixed", other.Architecture, other.Weights.Select(weight => weight.Name == "fc7.weight" ? weight.To(Next(precision)) : weight), other.Labels, other.Preprocessing).WeightPrecision);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void EveryPrecisionAgreesWithTheReferenceNetwork(ElementType precision)
    {
        var model = TestModels.Small("onetower").WithWeightPrecision(precision);
        using var session = new InferenceSession(InferencePlan.For(model), 1, 1);
        TestModels.Fill(session.Input(0), 2);
        var expected = ReferenceNetwork.Run(model, session.Input(0));
        session.Run(1);
        Assert.True(Near.Error(expected, session.Probabilities(0)) < 1e-4);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void TheBitsDependNeitherOnThreadsNorOnTheBatch(ElementType precision)
    {
        var plan = InferencePlan.For(TestModels.Small().WithWeightPrecision(precision));
        float[][]? expected = null;
        foreach (var (batch, threads) in new[] { (1, 1), (1, 3), (6, 2), (4, 1) })
        {
            var logits = TestModels.Logits(plan, 6, batch, threads);
            expected ??= logits;
            Assert.Equal(expected, logits);
        }
    }

    [Fact]
    public void AWeightThatIsNoNumberIsNamed()
    {
        var model = TestModels.Small();
        unsafe
        {
            ((float*)model.Weight("fc7.weight").Data)[77] = float.NaN;
        }
        Assert.Contains("element 77 of the weights 'fc7.weight' is NaN", Assert.Throws<WeightConversionException>(() => model.WithWeightPrecision(ElementType.Int8)).Message);
    }

    private static ElementType Next(ElementType type) => type == ElementType.Int8 ? ElementType.Float32 : type + 1;
}
