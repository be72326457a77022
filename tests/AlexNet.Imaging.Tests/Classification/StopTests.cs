using System.Diagnostics;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Imaging.Classification;

namespace AlexNet.Imaging.Tests.Classification;

/// <summary>A classifier ends at once although a photo's decoder thread cannot.</summary>
[Collection(ProcessCollection.Name)]
public class StopTests
{
    private static readonly Model Small = ModelFactory.Create(
        KnownArchitectures.Get("paper").Scale(fullyConnected: 64, classes: 10, inputSize: 83), weights: InitialWeights.Formula);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DisposeReturnsWhileAStreamStillWaits(bool seekable)
    {
        // A seekable stream is asked for its length on the decoder thread itself, as a codec works there that hears nothing; the other one waits in its read.
        using var stream = new GatedStream(seekable);
        var classifier = new PhotoClassifier(Small, new ClassifierOptions { DecoderThreads = 1 });
        classifier.Add(PhotoSource.Stream(stream, "gated"));
        Assert.True(stream.Entered.Wait(TimeSpan.FromMinutes(1)));
        await Task.Run(classifier.Dispose).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.False(stream.Left.IsSet);
        stream.Gate.Set();
        Assert.True(stream.Left.Wait(TimeSpan.FromMinutes(1)), "the thread must end once its work does");
    }

    [Fact]
    public async Task APipeIsRefusedBeforeItIsOpened()
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Directory.CreateTempSubdirectory("alexnet-pipe");
        try
        {
            var pipe = Path.Combine(folder.FullName, "x.jpg");
            Process.Start("mkfifo", [pipe]).WaitForExit();
            var link = Path.Combine(folder.FullName, "link.jpg");
            File.CreateSymbolicLink(link, pipe);
            using var classifier = new PhotoClassifier(Small);
            string[] paths = [pipe, link, "/dev/null"];
            foreach (var path in paths) classifier.Add(PhotoSource.File(path));
            var results = await Task.Run(() => classifier.TakeAll().ToList()).WaitAsync(TimeSpan.FromMinutes(1));
            Assert.All(results, result => Assert.Contains("pipe", Assert.IsType<ImageException>(result.Error).Message, StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Waits at its gate whatever the token says.</summary>
    private sealed class GatedStream(bool seekable) : ReadOnlyStream
    {
        public ManualResetEventSlim Entered { get; } = new();

        public ManualResetEventSlim Gate { get; } = new();

        public ManualResetEventSlim Left { get; } = new();

        public override bool CanSeek => seekable;

        public override long Length => Wait();

        public override int Read(byte[] buffer, int offset, int count) => Wait();

        protected override void Dispose(bool disposing) => Gate.Set();

        private int Wait()
        {
            Entered.Set();
            Gate.Wait();
            Left.Set();
            return 0;
        }
    }

    /// <summary>What a stream must have besides.</summary>
    private abstract class ReadOnlyStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanWrite => false;

        public override long Position { get => 0; set => throw new NotSupportedException(); }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
