using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Imaging.Classification;

namespace AlexNet.Imaging.Tests.Classification;

/// <summary>Classifiers of one process share its decoders, its sessions and the memory for views.</summary>
[Collection(ProcessCollection.Name)]
public class ManyClassifiersTests
{
    private const int InputSize = 83;
    private const int ViewLength = 3 * InputSize * InputSize;

    private static readonly Model Small = ModelFactory.Create(
        KnownArchitectures.Get("paper").Scale(fullyConnected: 64, classes: 10, inputSize: InputSize), weights: InitialWeights.Formula);

    private static readonly byte[] Photo = File.ReadAllBytes(Fixture.Path("oracles", "elephant_0001.jpg"));

    [Fact]
    public void TheyDecodeNoFurtherAheadThanOneAndAnswerAsOne()
    {
        const int classifiers = 30, photosEach = 20, batch = 4;
        var options = new ClassifierOptions { BatchSize = batch };
        var expected = Answers(Classify(options, () => { }, 1)).Single();
        long most = 0;
        var answers = new string[classifiers][];
        var threads = Enumerable.Range(0, classifiers).Select(index => new Thread(() => answers[index] = Answers(Classify(options, Look, photosEach)))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.All(answers.SelectMany(each => each), answer => Assert.Equal(expected, answer));
        Assert.Equal(classifiers * photosEach, answers.Sum(each => each.Length));
        // Each of them alone would take its room, 2 batches and a photo a decoder: together they stay far below that, though not at one's, since while a batch that is whole waits for its
        // thread to wake the decoders go on.
        var room = 2 * batch + Environment.ProcessorCount;
        Assert.InRange(most, ViewLength, (long)ViewLength * room * classifiers / 3);

        void Look()
        {
            var now = DecoderPool.FloatsAhead;
            for (var seen = Volatile.Read(ref most); now > seen; seen = Volatile.Read(ref most)) Interlocked.CompareExchange(ref most, now, seen);
        }
    }

    [Fact]
    public async Task OneWhosePhotosDoNotComeHoldsUpNobodyElse()
    {
        using var gate = new ManualResetEventSlim();
        using var stuck = new PhotoClassifier(Small);
        for (var i = 0; i < 2 * Environment.ProcessorCount; i++) stuck.Add(PhotoSource.Stream(new WatchedStream(gate.Wait), $"stuck {i}"));
        try
        {
            var answers = await Task.Run(() => Answers(Classify(new ClassifierOptions(), () => { }, 5))).WaitAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(5, answers.Length);
        }
        finally
        {
            gate.Set();
        }
        Assert.All(stuck.TakeAll(), result => Assert.Null(result.Error));
    }

    [Fact]
    public void WhatIsLentComesBackAndWhatRestsIsFreed()
    {
        using (var cancelled = new PhotoClassifier(Small))
        {
            for (var i = 0; i < 10; i++) cancelled.Add(PhotoSource.Bytes(Photo, "photo"));
            cancelled.Cancel();
        }
        Assert.Equal(3, Classify(new ClassifierOptions(), () => { }, 3).Count);
        Assert.True(SpinWait.SpinUntil(() => DecoderPool.FloatsAhead == 0 && DecoderPool.IsAtRest && IdleSessions.Count == 0, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void TheNextClassifierComputesWhereTheLastOneDid()
    {
        var plan = InferencePlan.For(Small);
        using var last = new InferenceSession(plan, batch: 2, threads: 1);
        // While photos are decoded, that is within a second of the last one, what is given stays.
        _ = Classify(new ClassifierOptions(), () => { }, 1);
        IdleSessions.Give(last);
        using var larger = IdleSessions.Take(plan, images: 3, threads: 1);
        using var wider = IdleSessions.Take(plan, images: 2, threads: 2);
        using var other = IdleSessions.Take(new InferencePlan(Small), images: 2, threads: 1);
        Assert.DoesNotContain(last, new[] { larger, wider, other });
        Assert.Same(last, IdleSessions.Take(plan, images: 1, threads: 1));
    }

    private static List<PhotoResult> Classify(ClassifierOptions options, Action reading, int photos)
    {
        using var classifier = new PhotoClassifier(Small, options);
        for (var i = 0; i < photos; i++) classifier.Add(PhotoSource.Stream(new WatchedStream(reading), "photo"));
        return [.. classifier.TakeAll()];
    }

    private static string[] Answers(List<PhotoResult> results) =>
        [.. results.Select(result => string.Join(" ", result.Classification!.Predictions.Select(prediction => $"{prediction.ClassIndex}:{prediction.Probability:R}")))];

    /// <summary>The photo, by way of a stream that tells when it is read.</summary>
    private sealed class WatchedStream(Action reading) : MemoryStream(Photo, writable: false)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            reading();
            return base.Read(buffer, offset, count);
        }

        public override int Read(Span<byte> buffer)
        {
            reading();
            return base.Read(buffer);
        }
    }
}
