using System.Text.Json;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Models.Formats;
using AlexNet.Models.Formats.Named;

namespace AlexNet.Models.Tests.Formats;

/// <summary>The files of Fixtures/python, made by make_fixtures.py there with PyTorch and NumPy, and PyTorch's answers.</summary>
internal static class PythonFixtures
{
    public const ulong Seed = 24301;

    private static readonly Dictionary<string, float[]> Answers =
        JsonSerializer.Deserialize<Dictionary<string, float[]>>(File.ReadAllText(At("logits.json")))!;

    public static string At(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "python", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(At(name));

    public static Model Load(string name, string? architecture = null, string? mean = null) =>
        ModelFormats.Load(At(name), new ImportOptions { Architecture = architecture, MeanFile = mean is null ? null : At(mean) });

    /// <summary>The narrow networks of the fixtures, by our names.</summary>
    public static Architecture Narrow(string name)
    {
        var known = KnownArchitectures.Get(name);
        return known.Towers == 1
            ? NamedArchitecture.Resize(known, [(4, 1), (6, 1), (8, 1), (6, 1), (6, 1)], [10, 8, 5], known.Input)
            : NamedArchitecture.Resize(known, [(8, 1), (8, 2), (12, 1), (8, 2), (8, 2)], [12, 10, 5], known.Input);
    }

    /// <summary>A narrow network with the weights that its fixtures have.</summary>
    public static Model Formula(string architecture) => ModelFactory.Create(Narrow(architecture), weights: InitialWeights.Formula, seed: Seed);

    /// <summary>Runs the input of the fixtures.</summary>
    public static float[] Run(Model model, ulong seed = Seed)
    {
        using var session = new InferenceSession(InferencePlan.For(model), threads: 1);
        SeededWeights.Fill(session.Input(0), "input", seed, 128);
        session.Run(1);
        return session.Logits(0).ToArray();
    }

    /// <summary>Checks a model's answer against PyTorch's to 1e-5 of the largest logit.</summary>
    public static void AssertAnswers(string network, Model model) => AssertNear(Answers[network], Run(model));

    public static void AssertNear(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        var error = expected.Zip(found, (a, b) => Math.Abs((double)a - b)).Max() / expected.Max(Math.Abs);
        Assert.True(error < 1e-5, $"the largest difference is {error:0.0e0} of the largest logit");
    }

    /// <summary>Checks that all weights are those of a model, bit by bit.</summary>
    public static void AssertSameWeights(Model expected, Model found)
    {
        Assert.Equal(expected.Architecture.Parameters.Select(parameter => parameter.Name), found.Architecture.Parameters.Select(parameter => parameter.Name));
        foreach (var (before, after) in expected.Weights.Zip(found.Weights))
        {
            Assert.True(before.Type == after.Type && before.Shape.SequenceEqual(after.Shape), $"{before} became {after}");
            Assert.True(before.Bytes(0, (int)before.Length).SequenceEqual(after.Bytes(0, (int)after.Length)), before.Name);
            GC.KeepAlive(before);
            GC.KeepAlive(after);
        }
    }
}
