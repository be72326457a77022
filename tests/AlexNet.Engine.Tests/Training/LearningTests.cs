using AlexNet.Engine.Training;

namespace AlexNet.Engine.Tests.Training;

/// <summary>That steps learn: 32 images of noise by heart.</summary>
public class LearningTests
{
    private const int Examples = 32;

    [Theory]
    [InlineData(OptimizerKind.Momentum, 0.01f, 0f)]
    [InlineData(OptimizerKind.AdamW, 0.003f, 0f)]
    [InlineData(OptimizerKind.Momentum, 0.01f, 0.5f)]
    public void ItLearnsThirtyTwoExamplesByHeart(OptimizerKind optimizer, float rate, float dropout)
    {
        var model = TinyNetworks.Model();
        using var session = new TrainingSession(model, new TrainingOptions { BatchSize = Examples, Optimizer = optimizer, Dropout = dropout });
        var images = TinyNetworks.Images(model, Examples);
        var targets = TinyNetworks.Targets(Examples);

        var before = session.Evaluate(images, targets);
        var found = before;
        for (var step = 0; step < 1000 && found.Correct1 < Examples; step++)
        {
            session.Step(step, rate, images, targets);
            if (step % 10 == 9) found = session.Evaluate(images, targets);
        }
        Assert.InRange(before.Correct1, 0, Examples / 2);
        Assert.Equal(Examples, found.Correct1);
        Assert.True(found.Loss < before.Loss / 2, $"loss {before.Loss} before, {found.Loss} after");
    }
}
