using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;
using AlexNet.Imaging.Views;
using AlexNet.Models;
using Xunit.Abstractions;

namespace AlexNet.Engine.Tests.Parity;

/// <summary>The five networks at full size, with weights by formula, against PyTorch's answers.</summary>
[Trait("Category", "Kernel")]
public class ParityTests(ITestOutputHelper output)
{
    private const double LayerTolerance = 2e-5;
    private const double PhotoTolerance = 2e-2;

    public static TheoryData<string, string> Networks => new()
    {
        { "paper", "paper" },
        { "source2012", "source2012" },
        { "bvlc", "bvlc" },
        { "caffenet", "caffenet" },
        { "onetower", "torchvision" },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void EveryLayerIsRightToPyTorchsNumbers(string architecture, string network)
    {
        var oracle = NetworkOracle.Load(network);
        var model = MakeModel(architecture, oracle.Seed);
        using var session = new InferenceSession(InferencePlan.For(model), 3);
        var size = model.Architecture.Input.Height;

        // The crops that PyTorch saw, as PNG.
        var crops = new Preprocessor(model.Preprocessing with { Resize = ResizeMode.Squash }, size);
        oracle.FillFormulaInput(session.Input(0));
        for (var image = 1; image < 3; image++)
            crops.Load(Path.Combine(NetworkOracle.Folder, Path.ChangeExtension(oracle.Images[image], $"{size}.png")), session.Input(image));
        var inputs = Enumerable.Range(0, 3).Select(image => session.Input(image).ToArray()).ToArray();

        CheckLayers(oracle, session, [0, 1, 2], "batch 3");
        for (var image = 0; image < 3; image++)
        {
            inputs[image].CopyTo(session.Input(0));
            CheckLayers(oracle, session, [image], "batch 1");
        }
        CheckFromPhotos(oracle, model, session);
        CheckHalves(model, inputs, session);
    }

    private static Model MakeModel(string name, ulong seed)
    {
        // PyTorch's networks of the oracles have no dropout at all, which is what inverted dropout is at test time.
        var architecture = KnownArchitectures.Get(name).WithDropout(DropoutScaling.InTraining);
        return ModelFactory.Create(architecture, preprocessing: Preprocessing.Paper, weights: InitialWeights.Formula, seed: seed);
    }

    private void CheckLayers(NetworkOracle oracle, InferenceSession session, int[] images, string what)
    {
        var layers = oracle.Layers.ToDictionary(layer => layer.Name);
        var worst = (Error: 0.0, Layer: "");
        var seen = 0;
        session.Run(images.Length, default, (name, image, _, values) =>
        {
            // The oracle keeps neither softmax nor, for source2012, conv1 before its normalization.
            if (!layers.TryGetValue(name, out var layer)) return;
            seen++;
            var error = layer.Error(images[image], values);
            if (error >= worst.Error) worst = (error, name);
        });
        Assert.Equal(layers.Count * images.Length, seen);
        for (var image = 0; image < images.Length; image++)
        {
            var error = Near.Error(Near.Widen(oracle.Logits[images[image]]), session.Logits(image));
            if (error >= worst.Error) worst = (error, "logits");
        }
        output.WriteLine($"{what}, images {string.Join(", ", images)}: largest error {worst.Error:0.0e0} at {worst.Layer}");
        Assert.True(worst.Error < LayerTolerance, $"{session.Model} {what}: {worst.Error:0.0e0} at {worst.Layer}");
    }

    private void CheckFromPhotos(NetworkOracle oracle, Model model, InferenceSession session)
    {
        var preprocessor = new Preprocessor(model.Preprocessing, model.Architecture.Input.Height);
        for (var image = 1; image < 3; image++)
        {
            preprocessor.Load(Path.Combine(NetworkOracle.Folder, oracle.Images[image]), session.Input(0));
            session.Run(1);
            var error = Near.Error(Near.Widen(oracle.Logits[image]), session.Logits(0));
            output.WriteLine($"from {oracle.Images[image]}: largest error {error:0.0e0}");
            Assert.True(error < PhotoTolerance, $"{model} from {oracle.Images[image]}: {error:0.0e0}");
        }
    }

    /// <summary>Weights stored as halves in a model file and used from there give the same five likeliest classes.</summary>
    private static void CheckHalves(Model model, float[][] inputs, InferenceSession session)
    {
        var folder = Directory.CreateTempSubdirectory("alexnet-parity");
        try
        {
            var path = Path.Combine(folder.FullName, "half.safetensors");
            ModelFile.Save(model, path, new SaveOptions { ElementType = ElementType.Float16 });
            using var halves = new InferenceSession(InferencePlan.For(ModelFile.Load(path)), 1);
            foreach (var input in inputs)
            {
                input.CopyTo(session.Input(0));
                input.CopyTo(halves.Input(0));
                session.Run(1);
                halves.Run(1);
                Assert.Equal(Five(session), Five(halves));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        // As a set: two classes that differ in the fifth digit may change places.
        static IEnumerable<int> Five(InferenceSession session) => session.Top(0).Select(prediction => prediction.ClassIndex).Order();
    }
}
