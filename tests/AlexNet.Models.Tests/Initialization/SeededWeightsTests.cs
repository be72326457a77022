using System.Runtime.InteropServices;
using System.Text.Json;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Tests.Initialization;

public sealed class SeededWeightsTests
{
    [Fact]
    public void TheFormulaGivesPythonsBits()
    {
        using var fixture = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "formula.json")));
        foreach (var seed in fixture.RootElement.EnumerateArray().GroupBy(row => row.GetProperty("seed").GetUInt64()))
        {
            var weights = SeededWeights.Formula(KnownArchitectures.Get("paper"), seed.Key).ToDictionary(weight => weight.Name);
            foreach (var row in seed)
            {
                var bits = MemoryMarshal.Cast<float, uint>(weights[row.GetProperty("name").GetString()!].ToArray());
                Assert.Equal(row.GetProperty("first").EnumerateArray().Select(value => value.GetUInt32()), bits[..4].ToArray());
                Assert.Equal(row.GetProperty("last").GetUInt32(), bits[^1]);
                Assert.Equal(row.GetProperty("xor").GetUInt32(), bits.ToArray().Aggregate((all, value) => all ^ value));
            }
        }
    }

    [Fact]
    public void TheBiasScaleTouchesOnlyBiases()
    {
        var (large, none) = (Weights(4), Weights(0));
        Assert.Equal(large["fc8.weight"].ToArray(), none["fc8.weight"].ToArray());
        Assert.All(none["fc8.bias"].ToArray(), value => Assert.Equal(0, value));
        Assert.Contains(large["fc8.bias"].ToArray(), value => Math.Abs(value) > 1);

        static Dictionary<string, WeightTensor> Weights(float biasScale) =>
            SeededWeights.Formula(KnownArchitectures.Get("bvlc").Scale(fullyConnected: 8, classes: 5), biasScale: biasScale).ToDictionary(weight => weight.Name);
    }

    [Fact]
    public void PartsAreTheSameAsTheWhole()
    {
        var whole = new float[1000];
        var part = new float[100];
        SeededWeights.Fill(whole, "input", 3, 128);
        SeededWeights.Fill(part, "input", 3, 128, start: 450);
        Assert.Equal(whole[450..550], part);
    }

    [Theory]
    [InlineData("paper", 0.01, 0.01, 1)]
    [InlineData("source2012", 0.03, 0.01, 1)]
    [InlineData("bvlc", 0.01, 0.005, 0.1)]
    public void NormalWeightsHaveTheStatedDeviation(string name, double conv3, double fc6, double bias)
    {
        var weights = SeededWeights.Draw(KnownArchitectures.Get(name).Scale(fullyConnected: 64), seed: 5).ToDictionary(weight => weight.Name, weight => weight.ToArray());

        AssertNormal(weights["conv3.weight"], conv3);
        AssertNormal(weights["fc6.weight"], fc6);
        Assert.All(weights["conv2.bias"], value => Assert.Equal((float)bias, value));
        Assert.All(weights["conv1.bias"], value => Assert.Equal(0, value));
        Assert.All(weights["fc8.bias"], value => Assert.Equal(0, value));
    }

    [Fact]
    public void TheOneTowerIsUniformWithinItsFanIn()
    {
        var weights = SeededWeights.Draw(KnownArchitectures.Get("onetower").Scale(fullyConnected: 64), seed: 5).ToDictionary(weight => weight.Name, weight => weight.ToArray());
        var bound = 1 / Math.Sqrt(64 * 25);
        Assert.All(weights["conv2.weight"], value => Assert.InRange(Math.Abs(value), 0, bound));
        Assert.InRange(weights["conv2.weight"].Select(value => (double)value * value).Average(), bound * bound / 3 * 0.99, bound * bound / 3 * 1.01);
        Assert.All(weights["conv2.bias"], value => Assert.InRange(Math.Abs(value), 0, bound));
        Assert.True(weights["conv2.bias"].Distinct().Count() > 180);
    }

    [Fact]
    public void SeedsAndNamesGiveOtherWeightsAndRunsTheSame()
    {
        var architecture = KnownArchitectures.Get("paper").Scale(fullyConnected: 8, classes: 4);
        var first = SeededWeights.Draw(architecture, 1)[0].ToArray();
        Assert.Equal(first, SeededWeights.Draw(architecture, 1)[0].ToArray());
        Assert.NotEqual(first, SeededWeights.Draw(architecture, 2)[0].ToArray());
    }

    [Fact]
    public void AnArchitectureWithoutRulesCannotBeDrawn() =>
        Assert.Contains("does not say how", Assert.Throws<ArgumentException>(() => SeededWeights.Draw(Tiny.Architecture)).Message);

    /// <summary>Moments and tails against the normal's, within five standard errors.</summary>
    private static void AssertNormal(float[] values, double deviation)
    {
        var n = values.Length;
        double[] z = [.. values.Select(value => value / deviation)];
        Assert.InRange(z.Average(), -5 / Math.Sqrt(n), 5 / Math.Sqrt(n));
        Assert.InRange(z.Average(value => value * value), 1 - 5 * Math.Sqrt(2.0 / n), 1 + 5 * Math.Sqrt(2.0 / n));
        Assert.InRange(z.Average(value => value * value * value * value), 3 - 5 * Math.Sqrt(96.0 / n), 3 + 5 * Math.Sqrt(96.0 / n));
        const double BeyondTwo = 0.0455003;
        Assert.InRange(z.Count(value => Math.Abs(value) > 2) / (double)n, BeyondTwo - 5 * Math.Sqrt(BeyondTwo / n), BeyondTwo + 5 * Math.Sqrt(BeyondTwo / n));
    }
}
