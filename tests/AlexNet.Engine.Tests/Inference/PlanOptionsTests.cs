using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Planning;

namespace AlexNet.Engine.Tests.Inference;

public class PlanOptionsTests
{
    [Fact]
    public void TheRulesChooseAndTheOptionsForceAndExclude()
    {
        var model = TestModels.Small();
        var chosen = InferencePlan.For(model).Algorithms;
        Assert.Equal(ConvolutionAlgorithm.SpaceToDepthWinograd4x4, chosen["conv1"]);
        Assert.Equal(ConvolutionAlgorithm.Winograd4x4, chosen["conv2"]);

        var excluded = InferencePlan.For(model, new PlanOptions { Excluded = [ConvolutionAlgorithm.Winograd4x4] }).Algorithms;
        Assert.Equal(ConvolutionAlgorithm.ImplicitGemm, excluded["conv2"]);
        Assert.Equal(chosen["conv1"], excluded["conv1"]);

        var forced = InferencePlan.For(model, new PlanOptions { Algorithms = new Dictionary<string, ConvolutionAlgorithm> { ["conv2"] = ConvolutionAlgorithm.Im2Col } }).Algorithms;
        Assert.Equal(ConvolutionAlgorithm.Im2Col, forced["conv2"]);
        Assert.Equal(chosen["conv3"], forced["conv3"]);
    }

    [Fact]
    public void OneAlgorithmForAllThatItCanCompute()
    {
        var model = TestModels.Small();
        var options = PlanOptions.Default.WithAlgorithm(model.Architecture, ConvolutionAlgorithm.Winograd2x2);
        var algorithms = InferencePlan.For(model, options).Algorithms;
        Assert.Equal(ConvolutionAlgorithm.Winograd2x2, algorithms["conv3"]);
        Assert.Equal(ConvolutionAlgorithm.SpaceToDepthWinograd4x4, algorithms["conv1"]);
    }

    [Fact]
    public void ANameThatIsNoConvolutionIsRefusedWithTheNamesThatAre()
    {
        var error = Assert.Throws<ArgumentException>(() => InferencePlan.For(
            TestModels.Small(), new PlanOptions { Algorithms = new Dictionary<string, ConvolutionAlgorithm> { ["conv6"] = ConvolutionAlgorithm.Im2Col } }));
        Assert.Contains("conv6", error.Message);
        Assert.Contains("conv1, conv2", error.Message);
    }

    [Fact]
    public void TunedChoicesGoBeforeTheRulesWhereTheyCan()
    {
        var model = TestModels.Small();
        var layers = model.Architecture.Shapes.Where(shapes => shapes.Layer is Layers.Convolution).ToList();
        var tuned = new TunedChoices(layers.Select(shapes => new TunedChoice(
            TunedChoices.Key(new ConvolutionWork((Layers.Convolution)shapes.Layer, shapes.Input, 1, 2)), ConvolutionAlgorithm.Winograd2x2, 1, DateTimeOffset.UnixEpoch)));
        var algorithms = InferencePlan.For(model, new PlanOptions { Threads = 2, Tuned = tuned }).Algorithms;
        Assert.Equal(ConvolutionAlgorithm.Winograd2x2, algorithms["conv4"]);
        Assert.Equal(ConvolutionAlgorithm.SpaceToDepthWinograd4x4, algorithms["conv1"]);
        Assert.NotEqual(ConvolutionAlgorithm.Winograd2x2, InferencePlan.For(model, new PlanOptions { Threads = 2, Batch = 8, Tuned = tuned }).Algorithms["conv4"]);
    }

    [Fact]
    public void PlansThatComeToTheSameChoicesAreOne() =>
        Assert.Same(InferencePlan.For(Shared), InferencePlan.For(Shared, new PlanOptions { Batch = 16 }));

    private static AlexNet.Engine.Models.Model Shared { get; } = TestModels.Small();
}
