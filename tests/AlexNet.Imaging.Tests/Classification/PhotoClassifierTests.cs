using System.Diagnostics;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Devices;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Imaging.Classification;
using AlexNet.Imaging.Views;
using Xunit.Abstractions;

namespace AlexNet.Imaging.Tests.Classification;

[Collection(ProcessCollection.Name)]
public class PhotoClassifierTests(ITestOutputHelper output)
{
    private static readonly Model Small = ModelFactory.Create(
        KnownArchitectures.Get("paper").Scale(fullyConnected: 64, classes: 10, inputSize: 83), weights: InitialWeights.Formula);

    private static readonly string[] Photos = [Fixture.Path("oracles", "elephant_0001.jpg"), Fixture.Path("oracles", "sunflower_0001.jpg")];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    public void AnswersComeInOrderAndAreThoseOfASessionAlone(int batch, int decoders)
    {
        var expected = Photos.Select(Alone).ToArray();
        using var classifier = new PhotoClassifier(Small, new ClassifierOptions { BatchSize = batch, DecoderThreads = decoders, Top = 3 });
        var results = Classify(classifier, Enumerable.Range(0, 50).Select(i => PhotoSource.File(Photos[i % 2]))).ToList();
        Assert.Equal(50, results.Count);
        for (var i = 0; i < 50; i++)
        {
            Assert.Null(results[i].Error);
            Assert.Equal(Photos[i % 2], results[i].Classification!.Path);
            Assert.Equal(expected[i % 2], results[i].Classification!.Predictions);
        }
        Assert.NotEqual(expected[0], expected[1]);

        static IReadOnlyList<Prediction> Alone(string path)
        {
            using var session = new InferenceSession(InferencePlan.For(Small));
            new Preprocessor(Small.Preprocessing, 83).Load(path, session.Input(0));
            session.Run(1);
            return session.Top(0, 3);
        }
    }

    [Theory]
    [InlineData(null, 12)]
    [InlineData(1, 11)]
    [InlineData(2, 22)]
    public void LayersAreTimedOnRequestAndAnswerTheSame(int? devices, int expected)
    {
        var options = new ClassifierOptions { Devices = devices is { } count ? new DeviceOptions { Count = count } : null };
        using var plain = new PhotoClassifier(Small, options);
        using var timed = new PhotoClassifier(Small, options with { LayerTimes = true });
        PhotoSource[] photos = [.. Photos.Concat(Photos).Select(photo => PhotoSource.File(photo))];
        Assert.Equal(Classify(plain, photos).SelectMany(result => result.Classification!.Predictions), Classify(timed, photos).SelectMany(result => result.Classification!.Predictions));
        Assert.Null(plain.LayerTimes);
        var times = timed.LayerTimes!;
        Assert.All(times, time => Assert.Equal(4, time.Images));
        Assert.All(times, time => Assert.Equal(time.Layer.StartsWith("conv", StringComparison.Ordinal), time.Algorithm is not null));
        Assert.Equal(expected, times.Count);
        Assert.Null(timed.Timeline);
    }

    [Fact]
    public void TenViewsAreTheMeanOfTen()
    {
        using var session = new InferenceSession(InferencePlan.For(Small), 10);
        var views = new float[10 * 3 * 83 * 83];
        new Preprocessor(Small.Preprocessing, 83).LoadTenViews(Photos[0], views);
        for (var view = 0; view < 10; view++) views.AsSpan(view * 3 * 83 * 83, 3 * 83 * 83).CopyTo(session.Input(view));
        session.Run(10);
        var mean = Enumerable.Range(0, 10).Select(c => Enumerable.Range(0, 10).Average(view => (double)session.Probabilities(view)[c])).ToArray();

        using var classifier = new PhotoClassifier(Small, new ClassifierOptions { TenView = true, Top = 10 });
        var answer = Classify(classifier, [PhotoSource.File(Photos[0]), PhotoSource.File(Photos[1])]).First().Classification!;
        Assert.All(answer.Predictions, prediction => Assert.Equal(mean[prediction.ClassIndex], prediction.Probability, 6));
        Assert.Equal(mean.Max(), answer.Probability, 6);
    }

    [Fact]
    public void WhatIsNoPictureIsNamedAndTheRestGoesOn()
    {
        var bytes = File.ReadAllBytes(Photos[0]);
        PhotoSource[] sources =
        [
            PhotoSource.File(Photos[0]), PhotoSource.File("/no/such/photo.jpg"), PhotoSource.Bytes(bytes, "bytes[0]"), PhotoSource.Bytes(bytes.AsMemory(0, 500), "bytes[1]"),
            PhotoSource.Stream(new MemoryStream(bytes), "stream"), PhotoSource.Stream(new MemoryStream(), "empty"),
        ];
        using var classifier = new PhotoClassifier(Small);
        var results = Classify(classifier, sources).ToList();
        Assert.Equal(sources, results.Select(result => result.Source));
        foreach (var i in new[] { 1, 3, 5 }) Assert.Contains(sources[i].Name, Assert.IsType<ImageException>(results[i].Error).Message);
        foreach (var i in new[] { 2, 4 }) Assert.Equal(results[0].Classification!.Predictions, results[i].Classification!.Predictions);
    }

    [Fact]
    public void APhotoWhoseAnswerIsNoNumberDoesNotSpoilTheOthers()
    {
        // Scaled like this, black stays black and all else overflows in conv1; the one tower has no normalization that would catch it.
        var tower = ModelFactory.Create(KnownArchitectures.Get("onetower").Scale(fullyConnected: 64, classes: 10, inputSize: 80), weights: InitialWeights.Formula);
        var model = new Model("overflow", tower.Architecture, tower.Weights, tower.Labels, tower.Preprocessing with { Scale = 1e36f, Mean = [0, 0, 0], Std = [1, 1, 1] });
        var black = Encoder.Png(new RgbImage(100, 100, new byte[100 * 100 * 3]));
        using var classifier = new PhotoClassifier(model);
        var results = Classify(classifier, [PhotoSource.File(Photos[0]), PhotoSource.Bytes(black, "black"), PhotoSource.File(Photos[1])]).ToList();
        Assert.Equal([false, true, false], results.Select(result => result.Classification is not null));
        Assert.All(results.Where(result => result.Source.Name != "black"), result => Assert.IsType<NotFiniteException>(result.Error));
    }

    [Fact]
    public void CancellationEndsTheWorkAndItsThreads()
    {
        var before = ThreadNames();
        using (var classifier = new PhotoClassifier(Small))
        {
            using var source = new CancellationTokenSource();
            var stop = new Thread(() =>
            {
                Thread.Sleep(50);
                source.Cancel();
            });
            stop.Start();
            Assert.ThrowsAny<OperationCanceledException>(() => AddForever(classifier, source.Token));
            stop.Join();
            classifier.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() => classifier.Add(PhotoSource.File(Photos[0])));
        }
        // Disposal waits for a moment only; on a busy machine the last of them may take longer.
        Assert.True(SpinWait.SpinUntil(() => ThreadNames() <= before + 1, TimeSpan.FromSeconds(30)));

        static void AddForever(PhotoClassifier classifier, CancellationToken cancellation)
        {
            while (true) classifier.Add(PhotoSource.File(Photos[0]), cancellation);
        }

        // Threads of ours that the system knows by name (Linux cuts names to 15 characters); elsewhere there is no check.
        static int ThreadNames() => OperatingSystem.IsLinux()
            ? Directory.GetDirectories("/proc/self/task").Count(task => Comm(task).StartsWith("AlexNet decoder", StringComparison.Ordinal))
            : 0;

        static string Comm(string task)
        {
            try
            {
                return File.ReadAllText(Path.Combine(task, "comm"));
            }
            catch (IOException)
            {
                return "";
            }
        }
    }

    [Fact]
    public void AThousandPhotosTakeNoMoreMemoryThanAHundredAndNoneStaysOpen()
    {
        var folder = Directory.CreateTempSubdirectory("alexnet-thousand");
        try
        {
            using var classifier = new PhotoClassifier(Small);
            long after100 = 0, peak = 0;
            var count = 0;
            foreach (var result in Classify(classifier, Files(folder.FullName)))
            {
                Assert.Null(result.Error);
                count++;
                // The managed heap is collected first, so that what is left is what is held.
                if (count % 100 != 0) continue;
                GC.Collect();
                var now = Process.GetCurrentProcess().PrivateMemorySize64;
                if (OperatingSystem.IsLinux()) now = Environment.WorkingSet;
                if (count == 100) after100 = now;
                peak = Math.Max(peak, now);
                // Whatever is open may be under way; what has its result must not be.
                Assert.DoesNotContain(OpenFiles(), file => file == result.Source.Name);
            }
            output.WriteLine($"working set after 100 photos {after100 >> 20} MB, at its peak in 1,000 {peak >> 20} MB");
            Assert.Equal(1000, count);
            Assert.True(peak < after100 + (64 << 20), $"{after100 >> 20} MB after 100 photos, {peak >> 20} MB later");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static IEnumerable<PhotoSource> Files(string folder)
        {
            for (var i = 0; i < 1000; i++)
            {
                var path = Path.Combine(folder, $"photo {i}.jpg");
                File.Copy(Photos[i % 2], path);
                yield return PhotoSource.File(path);
            }
        }

        static IEnumerable<string?> OpenFiles() => OperatingSystem.IsLinux()
            ? Directory.GetFiles("/proc/self/fd").Select(descriptor => new FileInfo(descriptor).LinkTarget)
            : [];
    }

    private static IEnumerable<PhotoResult> Classify(PhotoClassifier classifier, IEnumerable<PhotoSource> photos)
    {
        foreach (var photo in photos)
        {
            while (classifier.TryTake(out var ready)) yield return ready;
            classifier.Add(photo);
        }
        foreach (var result in classifier.TakeAll()) yield return result;
    }
}
