using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training.Transfer;
using AlexNet.Imaging.Features;
using AlexNet.Imaging.Views;

namespace AlexNet.Imaging.Tests.Features;

public sealed class FeatureReaderTests : IDisposable
{
    private readonly PhotoFolder _folder = new PhotoFolder().With("cat", 30).With("dog", 15);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryLayersOutputsAreThoseOfThePhotosAlone()
    {
        var (model, photos) = (Network(), _folder.Read());
        using var reader = new FeatureReader(model, ["pool1", "fc2"]);
        using var table = reader.Read(photos);
        Assert.Equal(0, table.FromCache);
        Assert.All(table.Checks, check => Assert.Null(check.Error));
        var some = photos.With(photos.Photos.Where((_, i) => i % 11 == 5));
        var preprocessor = new Preprocessor(model.Preprocessing, 16);
        foreach (var layer in new[] { "pool1", "fc2" })
        {
            using var rows = table.Take(layer, some);
            using var session = new InferenceSession(InferencePlan.For(model).UpTo(layer), 1, 1);
            Assert.Equal(some.Photos.Select(photo => photo.Class), rows.Classes);
            for (var i = 0; i < rows.Count; i++)
            {
                preprocessor.Load(some.Photos[i].Path, session.Input(0));
                session.Run(1);
                Assert.Equal(session.Outputs(0).ToArray(), rows.Row(i).ToArray());
            }
        }
    }

    [Fact]
    public void ANonlinearityHasTheOutputsOfItsLayer()
    {
        using var fused = new FeatureReader(Network(), ["relu1", "relu2"]);
        using var named = new FeatureReader(Network(), ["conv1", "fc2"]);
        Assert.Equal(Values(fused, "relu1"), Values(named, "conv1"));
        Assert.Equal(Values(fused, "relu2"), Values(named, "fc2"));
    }

    [Fact]
    public void TheSecondTimeNothingIsComputedAndTheBitsAreTheSame()
    {
        var folder = Path.Combine(_folder.Path, ".cache");
        using var first = new FeatureReader(Network(), ["pool1", "fc2"], new FeatureCache(folder));
        var expected = Values(first, "fc2");
        // Photos are known by their bytes, wherever they are.
        File.Move(_folder.At("cat/1.png"), _folder.At("cat/0.png"));
        using var second = new FeatureReader(Network(), ["pool1", "fc2"], new FeatureCache(folder));
        using (var table = second.Read(_folder.Read())) Assert.Equal(45, table.FromCache);
        Assert.Equal(expected, Values(second, "fc2"));
        // Another model finds nothing of this one.
        using var other = new FeatureReader(Network(seed: 2), ["pool1", "fc2"], new FeatureCache(folder));
        using (var table = other.Read(_folder.Read())) Assert.Equal(0, table.FromCache);
    }

    [Fact]
    public void ADamagedEntryIsComputedAgain()
    {
        var folder = Path.Combine(_folder.Path, ".cache");
        using var reader = new FeatureReader(Network(), ["fc2"], new FeatureCache(folder));
        var expected = Values(reader, "fc2");
        foreach (var file in Directory.GetFiles(folder, "*.features", SearchOption.AllDirectories).Take(3)) File.WriteAllBytes(file, [1, 2, 3]);
        using (var table = reader.Read(_folder.Read())) Assert.Equal(42, table.FromCache);
        using (var table = reader.Read(_folder.Read())) Assert.Equal(45, table.FromCache);
        Assert.Equal(expected, Values(reader, "fc2"));
    }

    [Fact]
    public void AnUnreadablePhotoIsToldOfAndTheOthersGoOn()
    {
        _folder.File("cat/broken.png", [1, 2, 3]);
        using var reader = new FeatureReader(Network(), ["fc2"]);
        using var table = reader.Read(_folder.Read());
        Assert.Equal("cat/broken.png", Assert.Single(table.Checks, check => check.Error is not null).Photo.Name);
        Assert.Equal(45, table.Checks.Count(check => check.Hash is { Length: 64 }));
    }

    [Fact]
    public void CancellingEndsIt()
    {
        using var stop = new CancellationTokenSource();
        using var reader = new FeatureReader(Network(), ["fc2"]);
        Assert.Throws<OperationCanceledException>(() => reader.Read(_folder.Read(), new Cancels(stop), stop.Token));
    }

    [Fact]
    public void AnUnknownLayerIsRefused() =>
        Assert.Contains("fc9", Assert.Throws<ArgumentException>(() => new FeatureReader(Network(), ["fc9"], new FeatureCache(_folder.Path))).Message);

    private float[] Values(FeatureReader reader, string layer)
    {
        using var table = reader.Read(_folder.Read());
        using FeatureRows rows = table.Take(layer, _folder.Read());
        return [.. rows.Rows(0, rows.Count)];
    }

    internal static Model Network(ulong seed = 1) => ModelFactory.Create(
        new Architecture("small", new MapShape(3, 16, 16), towers: 1,
        [
            new Convolution("conv1", 8, Kernel: 3, Stride: 2),
            new Activation("relu1", ActivationFunction.Relu),
            new MaxPooling("pool1", Window: 3, Stride: 2),
            new FullyConnected("fc2", 12),
            new Activation("relu2", ActivationFunction.Relu),
            new FullyConnected("fc3", 5),
            new Softmax("softmax"),
        ]), preprocessing: new Preprocessing { ResizeTo = 18 }, weights: InitialWeights.Formula, seed: seed, biasScale: 0.1f);

    private sealed class Cancels(CancellationTokenSource stop) : IProgress<int>
    {
        public void Report(int value) => stop.Cancel();
    }
}
