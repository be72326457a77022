using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;

namespace AlexNet.Engine.Tests.Package;

/// <summary>The example of the package's README, compiled as it stands there: <see cref="ReadmeTests"/> compares the texts.</summary>
internal static class ReadmeExample
{
    private static readonly List<string> Lines = [];

    public static IReadOnlyList<string> Run()
    {
        // The paper's network for three classes, narrowed for a quick start; its weights are random until it is trained.
        var network = KnownArchitectures.Get("paper").Scale(fullyConnected: 64, classes: 3);
        var model = ModelFactory.Create(network, new LabelSet(["cat", "dog", "flower"]));

        // A plan packs the weights once and is shared by all threads; a session has the memory of a batch and belongs to one.
        using var session = new InferenceSession(InferencePlan.For(model), batch: 4);
        session.Input(0).Fill(0.5f);             // one image: [3][227][227] floats, red, green and blue
        session.Run(images: 1);
        foreach (var prediction in session.Top(0)) Console.WriteLine($"{prediction.Label} {prediction.Probability:P1}");
        return Lines;
    }

    private static class Console
    {
        public static void WriteLine(string line) => Lines.Add(line);
    }
}
