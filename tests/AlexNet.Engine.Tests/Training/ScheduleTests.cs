using AlexNet.Engine.Training;

namespace AlexNet.Engine.Tests.Training;

public class ScheduleTests
{
    private const int StepsPerEpoch = 10;

    [Fact]
    public void StepsFallEverySoManyEpochs()
    {
        var schedule = new StepSchedule(0.1f, Epochs: 2);
        Assert.Equal([0.1f, 0.1f, 0.01f, 0.001f], Rates(schedule, 0, 19, 20, 45));
    }

    [Fact]
    public void ExponentialFallsByTheSameFactorInEveryEpoch() =>
        Assert.Equal([1, 0.5f, 0.25f, (float)Math.Sqrt(0.5)], Rates(new ExponentialSchedule(1, 0.5f), 0, 10, 20, 5));

    [Fact]
    public void CosineRisesThenFallsToItsEnd()
    {
        var schedule = new CosineSchedule(1, Epochs: 11, WarmUpEpochs: 1, FinalRate: 0.1f);
        var rates = Rates(schedule, 0, 5, 9, 10, 60, 110, 1000);
        Assert.True(rates[0] > 0 && rates[0] < rates[1] && rates[1] < rates[2] && rates[2] < 1, string.Join(' ', rates));
        Assert.Equal(1, rates[3]);
        Assert.Equal(0.55f, rates[4], 1e-6f);
        Assert.Equal([0.1f, 0.1f], rates[5..]);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("5 4 3 2 1", 0)]
    [InlineData("5 5 5", 0)]
    [InlineData("5 5 5 5", 1)]
    [InlineData("5 6 7 4 4 4 4", 1)]
    [InlineData("5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5", 3)]
    public void APlateauDividesTheRate(string errors, int reductions)
    {
        var history = errors.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(double.Parse).ToList();
        Assert.Equal((float)(0.01f * Math.Pow(0.1, reductions)), new PlateauSchedule(0.01f).Rate(0, StepsPerEpoch, history));
    }

    [Fact]
    public void ConstantIsConstant() => Assert.Equal([0.3f, 0.3f], Rates(new ConstantSchedule(0.3f), 0, 99999));

    [Fact]
    public void AnyScheduleCanRiseFirst()
    {
        Assert.Equal([0.1f, 0.5f, 1, 1], Rates(new WarmUpSchedule(new ConstantSchedule(1), Epochs: 1), 0, 4, 9, 10));
        var (cosine, risen) = (new CosineSchedule(1, Epochs: 11, WarmUpEpochs: 1), new WarmUpSchedule(new CosineSchedule(1, Epochs: 11, WarmUpEpochs: 1), Epochs: 1));
        Assert.Equal([0.1f, 1], Rates(risen, 0, 9));
        Assert.Equal(Rates(cosine, 10, 11, 60, 109), Rates(risen, 10, 11, 60, 109));
    }

    /// <summary>The rates by the formula that the first long run of Caltech-101 was trained by: a resumed run goes on with them.</summary>
    [Fact]
    public void RatesOfACosineStayWhatTheyWere()
    {
        const int steps = 114, epochs = 38;
        var schedule = new WarmUpSchedule(new CosineSchedule(0.01f, epochs, WarmUpEpochs: 1), Epochs: 1);
        for (var step = 0; step < steps * epochs; step++)
        {
            var epoch = (double)step / steps;
            var before = epoch < 1 ? 0.01f * (step + 1) / steps : 0.01f * 0.5 * (1 + Math.Cos(Math.PI * (epoch - 1) / (epochs - 1)));
            Assert.Equal((float)before, schedule.Rate(step, steps, []), 1e-9f);
        }
    }

    private static float[] Rates(ILearningRateSchedule schedule, params long[] steps) => [.. steps.Select(step => schedule.Rate(step, StepsPerEpoch, []))];
}
