using System.Text.Json;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tests;
using AlexNet.Models.Formats;

namespace AlexNet.Models.Tests.Formats;

/// <summary>A file of Fixtures/graphs with what PyTorch answers for the network in it; made by make_graphs.py there.</summary>
public sealed record GraphFixture(string File, string Network, int Size, float[] Logits, string? NetworkFile = null)
{
    /// <summary>Largest difference of logits, relative to the largest of them.</summary>
    public const double Tolerance = 1e-5;

    // That of the script, and of the oracles.
    private const ulong Seed = 24301;
    private const float Largest = 128;

    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    public static IReadOnlyList<GraphFixture> All { get; } = JsonSerializer.Deserialize<GraphFixture[]>(System.IO.File.ReadAllText(PathOf("graphs.json")), Options)!;

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "graphs", name);

    public Model Load() => ModelFormats.Load(PathOf(File), new ImportOptions { NetworkFile = NetworkFile is null ? null : PathOf(NetworkFile) });

    /// <summary>Fails unless a model answers as PyTorch does.</summary>
    public void Check(Model model)
    {
        Assert.Equal(Size, model.Architecture.Input.Height);
        Assert.InRange(Near.Error(Near.Widen(Logits), Answer(model)), 0, Tolerance);
    }

    /// <summary>A model's logits for the image that follows from the formula.</summary>
    public static float[] Answer(Model model)
    {
        using var session = new InferenceSession(InferencePlan.For(model), batch: 1, threads: 1);
        FillImage(session.Input(0));
        session.Run(1);
        return session.Logits(0).ToArray();
    }

    public static void FillImage(Span<float> image) => SeededWeights.Fill(image, "input", Seed, Largest);

    public override string ToString() => NetworkFile is null ? File : $"{File} as {NetworkFile}";
}
