using System.Text.Json;
using AlexNet.Engine.Models.Initialization;

namespace AlexNet.Engine.Tests.Parity;

/// <summary>What PyTorch answered for one network: Fixtures/oracles, made by make_oracles.py there.</summary>
internal sealed record NetworkOracle(ulong Seed, string[] Images, OracleLayer[] Layers, float[][] Logits)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Fixtures", "oracles");

    public static NetworkOracle Load(string network) =>
        JsonSerializer.Deserialize<NetworkOracle>(File.ReadAllText(Path.Combine(Folder, network + ".json")), Options)!;

    /// <summary>The first input, from the formula.</summary>
    public void FillFormulaInput(Span<float> input) => SeededWeights.Fill(input, "input", Seed, 128);
}

/// <summary>Every step-th value of a layer's output, and its largest, for each image.</summary>
internal sealed record OracleLayer(string Name, int[] Shape, int Step, double[] Mean, float[] Max, float[][] Every)
{
    /// <summary>Largest difference of the samples, relative to the layer's largest value.</summary>
    public double Error(int image, ReadOnlySpan<float> values)
    {
        Assert.Equal(Shape.Aggregate(1, (product, extent) => product * extent), values.Length);
        var largest = Math.Abs(Max[image]);
        double error = 0;
        for (var i = 0; i < Every[image].Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(Every[image][i]));
            error = Math.Max(error, Math.Abs(Every[image][i] - (double)values[i * Step]));
        }
        return error / largest;
    }
}
