using AlexNet.Engine.Architectures;
using AlexNet.Engine.Devices.Timelines;
using AlexNet.Engine.Evaluation;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Measuring;
using AlexNet.Engine.Inspection;
using AlexNet.Engine.Inspection.Saliency;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Similarity;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training;
using AlexNet.Imaging;
using AlexNet.Imaging.Encoders;

namespace AlexNet.Rendering.Tests;

/// <summary>Results that are the same to the last bit on every machine: nothing in them went through a fast kernel.</summary>
internal static class Results
{
    /// <summary>A name that would be markup if nobody encoded it.</summary>
    public const string Evil = "<script>alert(\"1\")</script> & 'x'";

    public static Model Small(string architecture = "paper", string? name = null, LabelSet? labels = null, int inputSize = 83)
    {
        var network = KnownArchitectures.Get(architecture).Scale(fullyConnected: 16, classes: 4, inputSize: inputSize);
        var model = ModelFactory.Create(network, labels, weights: InitialWeights.Formula);
        return name is null ? model : new Model(name, model.Architecture, model.Weights, model.Labels, model.Preprocessing) { IsTrained = false };
    }

    public static Classification Answer(string path, params (string Label, float Probability)[] predictions) => new()
    {
        Path = path,
        Model = "small",
        Predictions = [.. predictions.Select((prediction, index) => new Prediction(index + 1, index, prediction.Label, null, prediction.Probability))],
    };

    /// <summary>A picture of a few colours in a file.</summary>
    public static string WritePhoto(string folder, string name, int width = 12, int height = 8)
    {
        var image = new RgbImage(width, height, new byte[3 * width * height]);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(i * 7 % 256);
        var file = Path.Combine(folder, name);
        File.WriteAllBytes(file, ImageEncoder.Png(image));
        return file;
    }

    public static LayerOutput Output(MapShape shape, string layer = "conv9", string path = "photo.jpg") => new()
    {
        Path = path,
        Model = "small",
        Layer = layer,
        Kind = "Convolution",
        Shape = shape,
        // Eighths from -4 to 4; every seventh map is dead.
        Values = [.. Enumerable.Range(0, (int)shape.Count).Select(i => i / shape.Plane % 7 == 6 ? 0 : (i * 37 % 65 - 32) / 8f)],
    };

    /// <summary>An output of a convolution over an input of eighths.</summary>
    public static OutputPixel Pixel(string layer, int map, int row, int column, string architecture = "paper", int inputSize = 83)
    {
        var model = Small(architecture, inputSize: inputSize);
        var input = model.Architecture.Shapes[LayerReader.IndexOf(model.Architecture, layer)].Input;
        return OutputPixel.Of(model, layer, [.. Enumerable.Range(0, (int)input.Count).Select(i => (i * 31 % 129 - 64) / 8f)], map, row, column);
    }

    /// <summary>A map with a hill right of the middle, over a photo of 28x28 pixels.</summary>
    public static SaliencyMap Saliency(SaliencyMethod method = SaliencyMethod.GradCam, SaliencyOverlay overlay = SaliencyOverlay.Blend, string label = "cat", string path = "photo.jpg", bool hasPhoto = true)
    {
        var side = method == SaliencyMethod.GradCam ? 7 : 28;
        return new SaliencyMap
        {
            Path = path,
            Model = "small",
            Method = method,
            Label = label,
            ClassIndex = 3,
            Probability = 0.75f,
            Layer = method == SaliencyMethod.GradCam ? "relu5" : "input",
            Width = side,
            Height = side,
            // Eighths, falling from the strongest place; of occlusion below zero far from it.
            Map = [.. Enumerable.Range(0, side * side).Select(i => Math.Max(method == SaliencyMethod.Occlusion ? -2 : 0, side / 2 - Math.Abs(i % side - side * 5 / 7) - Math.Abs(i / side - side / 2)) / 8f)],
            Photo = hasPhoto ? [.. Enumerable.Range(0, 3 * 28 * 28).Select(i => (byte)(i * 7 % 256))] : null,
            PhotoSide = 28,
            Overlay = overlay,
        };
    }

    public static ModelAccuracy Accuracy(params string[] classes)
    {
        var counter = new AccuracyCounter(new LabelSet(classes));
        for (var truth = 0; truth < classes.Length; truth++)
            for (var photo = 0; photo < 5 + truth; photo++)
            {
                var answer = photo < 4 ? truth : (truth + photo) % classes.Length;
                counter.Add(truth, [new Prediction(1, answer, classes[answer], null, 0.5f), new Prediction(2, truth, classes[truth], null, 0.25f)]);
            }
        return counter.ToAccuracy("small", "pets", tenView: false);
    }

    /// <summary>A classifier that took one of two photos of its first class for the second.</summary>
    public static ClassifierReport Classifier(params string[] names)
    {
        var counter = new AccuracyCounter(new LabelSet(names));
        foreach (var (truth, answer) in new[] { (0, 0), (0, 1), (1, 1) }) counter.Add(truth, [new Prediction(1, answer, names[answer], null, 0.875f)]);
        var accuracy = counter.ToAccuracy("pets", "photos", tenView: false);
        return new ClassifierReport
        {
            Path = "/models/pets.safetensors",
            Backbone = "paper",
            FirstLayer = "fc8",
            WeightDecay = 0.01,
            TrainingPhotos = 12,
            HeldOut = ["cat/1.jpg", "cat/2.jpg", "dog/1.jpg"],
            Accuracy = accuracy,
            Classes = ClassQuality.Of(names, accuracy.ConfusionMatrix, [.. names.Select(_ => 6)]),
            Mistakes = [new Mistake($"/photos/{names[0].Replace('/', '-')}.jpg", "", names[1], names[0], 0.875f, 0.0625f)],
        };
    }

    public static IReadOnlyList<EpochResult> Epochs(int count) => [.. Enumerable.Range(1, count).Select(epoch => new EpochResult
    {
        Epoch = epoch,
        Step = 10 * epoch,
        LearningRate = epoch <= count / 2 ? 0.5 : 0.0625,
        Loss = 4.0 / epoch,
        Top1Error = 1.0 / epoch,
        Top5Error = 0.5 / epoch,
        ValidationLoss = 4.5 / epoch,
        ValidationTop1Error = epoch % 2 == 0 ? 1.0 / epoch : null,
        Images = 128,
        Seconds = 2,
    })];

    public static IReadOnlyList<LayerPerformance> Times(string model = "small") =>
    [
        Time(model, "conv1", 2, 100, 0.5, "SpaceToDepth"), Time(model, "norm1+pool1", 0.5, 0, 0.125, null), Time(model, "fc6", 1.5, 10, 0.375, null),
    ];

    public static IReadOnlyList<DeviceSpan> Spans(string layer = "conv1") =>
    [
        Span("cpu0", layer, SpanKind.Compute, 0, 2, "Winograd4x4"), Span("cpu0", "conv3", SpanKind.Send, 2, 2.25, null, "cpu1", 4096), Span("cpu0", "conv3", SpanKind.Wait, 2.25, 3),
        Span("cpu1", layer, SpanKind.Compute, 0, 2.5, "Winograd4x4"), Span("cpu1", "conv3", SpanKind.Send, 2.5, 2.75, null, "cpu0", 4096), Span("cpu1", "fc6", SpanKind.Compute, 3, 4, null, null, 1024),
    ];

    public static SimilarImage Neighbour(string query, string path, double similarity, int rank = 1) =>
        new() { Query = query, Path = path, Similarity = similarity, Rank = rank, Model = "small", Layer = "fc7" };

    public static LayerActivation Activation(string layer, double zeros, params int[] dead) => new()
    {
        Model = "small",
        Layer = layer,
        Shape = "13x13x8",
        Photos = 3,
        Minimum = 0,
        Maximum = 12.5f,
        Mean = 0.25,
        StandardDeviation = 1.5,
        ZeroShare = zeros,
        Maps = 8,
        Dead = dead,
    };

    private static LayerPerformance Time(string model, string layer, double milliseconds, double speed, double share, string? algorithm) => new()
    {
        Model = model,
        Layer = layer,
        BatchSize = 1,
        ThreadCount = 2,
        MillisecondsPerImage = milliseconds,
        BestMillisecondsPerImage = milliseconds / 2,
        GigaflopsPerSecond = speed,
        Share = share,
        Algorithm = algorithm,
    };

    private static DeviceSpan Span(string device, string layer, SpanKind kind, double start, double end, string? algorithm = null, string? to = null, long bytes = 0) => new()
    {
        Device = device,
        Layer = layer,
        Kind = kind,
        Algorithm = algorithm,
        To = to,
        Call = 1,
        FirstImage = 0,
        Images = 1,
        Start = start,
        End = end,
        Bytes = bytes,
    };
}
