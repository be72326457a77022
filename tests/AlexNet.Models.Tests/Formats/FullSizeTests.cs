using System.Text.Json;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Models.Formats;

namespace AlexNet.Models.Tests.Formats;

/// <summary>
/// The oracles' networks at full size, in files of 244 MB that PyTorch and NumPy wrote. They are too large to keep, so the tests are skipped unless they are made:
/// <c>Fixtures/python/make_fixtures.py --full DIR</c>, then ALEXNET_FULL_SIZE_FILES=DIR.
/// </summary>
public sealed class FullSizeTests
{
    private static readonly string? Files = Environment.GetEnvironmentVariable("ALEXNET_FULL_SIZE_FILES");

    [FullSizeTheory]
    [InlineData("onetower.pth", "onetower", "torchvision")]
    [InlineData("onetower-legacy.pth", "onetower", "torchvision")]
    [InlineData("onetower-names.safetensors", "onetower", "torchvision")]
    [InlineData("bvlc.npz", "bvlc", "bvlc")]
    [InlineData("bvlc.npz", "caffenet", "caffenet")]
    [InlineData("bvlc.npz", "paper", "paper")]
    [InlineData("bvlc-python2.npy", "bvlc", "bvlc")]
    [InlineData("bvlc.safetensors", "bvlc", "bvlc")]
    [InlineData("source2012.pickle", "source2012", "source2012")]
    public void OraclesAnswerFromEveryFormat(string file, string architecture, string oracle)
    {
        var options = file == "source2012.pickle" ? new ImportOptions() : new ImportOptions { Architecture = architecture };
        var model = ModelFormats.Load(Path.Combine(Files!, file), options);
        PythonFixtures.AssertSameWeights(ModelFactory.Create(KnownArchitectures.Get(architecture), weights: InitialWeights.Formula, seed: PythonFixtures.Seed), model);
        // PyTorch's networks of the oracles have no dropout, whose factor is 0.5 twice in two of ours.
        var plain = new Engine.Models.Model(model.Name, model.Architecture.WithDropout(Engine.Layers.DropoutScaling.InTraining), model.Weights, model.Labels, model.Preprocessing);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Files!, oracle + ".json")));
        var logits = json.RootElement.GetProperty("logits")[0].Deserialize<float[]>()!;
        PythonFixtures.AssertNear(logits, PythonFixtures.Run(plain));
    }

    private sealed class FullSizeTheoryAttribute : TheoryAttribute
    {
        public FullSizeTheoryAttribute()
        {
            if (Files is null) Skip = "needs files of 244 MB, see FullSizeTests";
        }
    }
}
