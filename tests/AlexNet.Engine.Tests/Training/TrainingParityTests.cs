using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Training;

namespace AlexNet.Engine.Tests.Training;

/// <summary>Gradients and the first losses against PyTorch in double precision.</summary>
public class TrainingParityTests
{
    private const double Tolerance = 1e-4;

    [Theory]
    [InlineData("paper")]
    [InlineData("source2012")]
    [InlineData("bvlc")]
    [InlineData("caffenet")]
    [InlineData("onetower")]
    [InlineData("paper-full")]
    public void EveryGradientAgreesWithPyTorch(string file)
    {
        var oracle = TrainingOracle.Read(file);
        using var session = Session(oracle);
        var capture = new GradientCapture(session);
        var result = session.Run(0, 0, oracle.Images(), oracle.Targets, capture);

        Assert.Equal(oracle.Losses[0], result.Loss, Tolerance * oracle.Losses[0]);
        Assert.Equal(session.Architecture.Parameters.Select(parameter => parameter.Name), oracle.Gradients.Select(gradient => gradient.Name));
        var faults = oracle.Gradients.SelectMany(expected => Faults(expected, capture.Gradients[expected.Name])).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("paper")]
    [InlineData("source2012")]
    [InlineData("bvlc")]
    [InlineData("caffenet")]
    [InlineData("onetower")]
    [InlineData("paper-full")]
    public void TenStepsLoseWhatPyTorchLoses(string file)
    {
        var oracle = TrainingOracle.Read(file);
        using var session = Session(oracle);
        var images = oracle.Images();
        for (var step = 0; step < oracle.Losses.Length; step++)
        {
            var result = session.Step(step, oracle.Rate, images, oracle.Targets);
            Assert.True(Math.Abs(result.Loss - oracle.Losses[step]) <= Tolerance * oracle.Losses[step], $"step {step}: {result.Loss}, but PyTorch {oracle.Losses[step]}");
        }
    }

    private static TrainingSession Session(TrainingOracle oracle) =>
        new(oracle.Model(), new TrainingOptions { BatchSize = oracle.Targets.Length, Threads = 2, Dropout = 0, LabelSmoothing = oracle.Smoothing });

    /// <summary>What of a tensor is further from PyTorch's than it may be. A projection's spread is the norm times the root mean square of a unit, 1 / sqrt(3).</summary>
    private static IEnumerable<string> Faults(TrainingOracle.Gradient expected, float[] actual)
    {
        var norm = Math.Sqrt(actual.Sum(value => (double)value * value));
        if (!(Math.Abs(norm - expected.Norm) <= Tolerance * expected.Norm)) yield return $"{expected.Name}: norm {norm}, but PyTorch {expected.Norm}";
        // One element may differ by what the typical one amounts to, times the tolerance, or in proportion to itself.
        var typical = expected.Norm / Math.Sqrt(actual.Length);
        for (var i = 0; i < expected.Samples.Length; i++)
        {
            var difference = Math.Abs(expected.Samples[i] - actual[(long)i * expected.Stride]);
            if (!(difference <= Tolerance * Math.Max(10 * typical, Math.Abs(expected.Samples[i]))))
                yield return $"{expected.Name}[{(long)i * expected.Stride}]: {actual[(long)i * expected.Stride]}, but PyTorch {expected.Samples[i]} (typical {typical})";
        }
        var units = new float[actual.Length];
        for (var k = 0; k < expected.Projections.Length; k++)
        {
            SeededWeights.Fill(units, $"{expected.Name} projection {k}", 0, 1);
            var projection = 0.0;
            for (var i = 0; i < units.Length; i++) projection += (double)actual[i] * units[i];
            if (!(Math.Abs(projection - expected.Projections[k]) <= Tolerance * expected.Norm / Math.Sqrt(3)))
                yield return $"{expected.Name}: projection {k} {projection}, but PyTorch {expected.Projections[k]} (norm {expected.Norm})";
        }
    }
}
