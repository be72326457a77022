using System.Collections.Concurrent;
using System.Security.Cryptography;
using AlexNet.Engine.Models;
using AlexNet.Models.Catalogue;
using AlexNet.Models.Catalogue.Downloading;
using AlexNet.Models.Catalogue.Installing;
using AlexNet.Models.Formats;

namespace AlexNet.Models.Tests.Catalogue;

public class ModelInstallerTests : DownloadFolder
{
    private readonly ModelStore _store;
    private readonly byte[] _file;

    public ModelInstallerTests()
    {
        _store = new ModelStore(At("store"));
        var published = At("published.safetensors");
        ModelFile.Save(Tiny.Model(), published);
        _file = File.ReadAllBytes(published);
        File.Delete(published);
    }

    private InstallOptions Options => new() { OfflineFolder = null, Download = Quick };

    [Fact]
    public async Task APublishedFileBecomesAModelOfTheStore()
    {
        using var server = new TestServer(_file);
        var entry = Entry(server.At("tiny.bin")) with { Top1 = 57.1, Top5 = 80.2 };
        var stages = new ConcurrentBag<InstallProgress>();
        Assert.True(await new ModelInstaller(_store).InstallAsync(entry, Options, new Listener(stages.Add)));

        Assert.Equal(["tiny"], _store.Names);
        var model = ModelFile.Load(_store.Find("TINY")!);
        Assert.Equal("tiny", model.Name);
        Assert.Equal(Tiny.Model().Labels.Items, model.Labels.Items);
        Assert.All(Tiny.Model().Weights, weight => Assert.Equal(Tiny.BytesOf(weight), Tiny.BytesOf(model.Weight(weight.Name))));
        Assert.Equal("a licence", model.Notes["licence"]);
        Assert.Equal(server.At("tiny.bin").AbsoluteUri, model.Notes["origin"]);
        Assert.Equal("top-1 57.1 %, top-5 80.2 % on ImageNet's validation photos, as published", model.Notes["accuracy"]);
        Assert.Equal("made\nhere", Tiny.Model().Notes["origin"]);
        Assert.Equal([".lock"], Directory.GetFiles(At("store/downloads")).Select(Path.GetExtension));
        Assert.Equal([InstallStage.Fetching, InstallStage.Verifying, InstallStage.Converting], stages.Select(progress => progress.Stage).Distinct().Order());
        Assert.Equal(_file.Length, stages.Where(progress => progress.Stage == InstallStage.Fetching).Max(progress => progress.Bytes));
    }

    [Fact]
    public async Task AnotherFileOfTheSameLengthIsRefusedBeforeItIsRead()
    {
        // Garbage would be refused by the reader too, in other words.
        using var server = new TestServer(Bytes(_file.Length, seed: 1));
        var error = await Fails(Entry(server.At("tiny.bin")), Options);
        Assert.Equal(InstallError.WrongHash, error.Error);
        Assert.Contains(Hash(_file), error.Message);
        Assert.Contains(Hash(Bytes(_file.Length, seed: 1)), error.Message);
        Assert.Empty(_store.Names);
        Assert.False(File.Exists(At("store/downloads/tiny.part")));
    }

    [Fact]
    public async Task AnyHashThatIsKnownCounts()
    {
        using var server = new TestServer(_file);
        var entry = Entry(server.At("tiny.bin"));
        var first = new FileHash(HashAlgorithmName.SHA1, Convert.ToHexStringLower(SHA1.HashData(_file)));
        var second = new FileHash(HashAlgorithmName.SHA384, Convert.ToHexStringLower(SHA384.HashData(_file)));
        Assert.Equal(InstallError.WrongHash, (await Fails(entry with { Hashes = [first, second with { Hex = new string('0', 96) }] }, Options)).Error);
        Assert.True(await new ModelInstaller(_store).InstallAsync(entry with { Hashes = [first, second] }, Options));
    }

    [Fact]
    public async Task ThePublishedFileNeedNotBeAModelWeCanRead()
    {
        var other = Bytes(1000, seed: 1);
        using var server = new TestServer(other);
        var error = await Fails(Entry(server.At("tiny.bin")) with { Bytes = 1000, Hashes = [new(HashAlgorithmName.SHA256, Hash(other))] }, Options);
        Assert.Equal(InstallError.NotConverted, error.Error);
        Assert.Contains("tiny.bin", error.Message);
        Assert.IsType<ModelFileException>(error.InnerException);
        Assert.Empty(_store.Names);
    }

    [Theory]
    [InlineData("graphs/v1-legacy.caffemodel", "bvlc")]
    [InlineData("graphs/bare-caffenet.caffemodel", "caffenet")]
    [InlineData("graphs/zoo-caffenet-12.onnx", "caffenet")]
    [InlineData("graphs/qdq.onnx", "bvlc")]
    [InlineData("graphs/qlinear.onnx", "bvlc")]
    [InlineData("python/onetower-legacy.pth", "onetower")]
    [InlineData("python/onetower.pth", "onetower")]
    public async Task AFileOfAnotherProgramBecomesAModelOfOurs(string fixture, string network)
    {
        var file = Fixture(fixture);
        var bytes = File.ReadAllBytes(file);
        var entry = Entry(new Uri("http://0.0.0.0/")) with { Architecture = network, Bytes = bytes.Length, Hashes = [new(HashAlgorithmName.SHA256, Hash(bytes))] };
        Assert.True(await new ModelInstaller(_store).InstallAsync(entry, Options with { Source = file }));
        var expected = ModelFormats.Load(file, new ImportOptions { Architecture = network });
        var model = ModelFile.Load(_store.PathOf("tiny"));
        Assert.Equal((network, expected.Architecture.Input, expected.Preprocessing.ToString()), (model.Architecture.Name, model.Architecture.Input, model.Preprocessing.ToString()));
        Assert.All(expected.Weights, weight => Assert.Equal(Tiny.BytesOf(weight), Tiny.BytesOf(model.Weight(weight.Name))));
        Assert.Equal("http://0.0.0.0/", model.Notes["origin"]);
    }

    [Fact]
    public async Task AModelOfImageNetHasItsClasses()
    {
        using var server = new TestServer(_file);
        var error = await Fails(Entry(server.At("tiny.bin")) with { IsImageNet = true }, Options);
        Assert.Contains("it tells 3 classes apart, but ImageNet has 1000", error.Message);
    }

    [Fact]
    public async Task MirrorsAreTriedInTurnAndEveryFailureIsTold()
    {
        using var first = new TestServer((request, stream, stop) => Reply.Status(stream, "404 Not Found"));
        using var second = new TestServer(Bytes(_file.Length, seed: 1));
        using var third = new TestServer(_file);
        var entry = Entry(first.At("a"), second.At("b"));
        var error = await Fails(entry, Options);
        Assert.Equal([first.At("a").AbsoluteUri, second.At("b").AbsoluteUri], error.Failures.Select(failure => failure.Source));
        Assert.Contains("404 Not Found", error.Failures[0].Problem);
        Assert.True(await new ModelInstaller(_store).InstallAsync(entry with { Addresses = [.. entry.Addresses, third.At("c")] }, Options));
    }

    [Fact]
    public async Task AMirrorGoesOnWhereTheFirstWasCut()
    {
        using var first = new TestServer((request, stream, stop) => Reply.File(stream, request, _file, null, cut: 100));
        using var second = new TestServer(_file);
        Assert.True(await new ModelInstaller(_store).InstallAsync(Entry(first.At("a"), second.At("b")), Options with { Download = Quick with { Retries = 0 } }));
        Assert.Equal(100, Assert.Single(second.Requests).Start);
    }

    [Fact]
    public async Task BytesOfAnotherFileAreThrownAwayOnce()
    {
        using var server = new TestServer(_file);
        Directory.CreateDirectory(At("store/downloads"));
        File.WriteAllBytes(At("store/downloads/tiny.part"), Bytes(100, seed: 1));
        Assert.True(await new ModelInstaller(_store).InstallAsync(Entry(server.At("tiny.bin")), Options));
        Assert.Equal([100, null], server.Requests.Select(request => request.Start));
    }

    [Theory]
    [InlineData("elsewhere.bin", false)]
    [InlineData("folder", true)]
    public async Task AFileAtHandTakesThePlaceOfTheNetwork(string source, bool isFolder)
    {
        if (isFolder) Directory.CreateDirectory(At(source));
        File.WriteAllBytes(At(isFolder ? $"{source}/tiny.bin" : source), _file);
        Assert.True(await new ModelInstaller(_store).InstallAsync(Entry(new Uri("http://0.0.0.0/")), Options with { Source = At(source) }));
        Assert.Equal(["tiny"], _store.Names);
    }

    [Theory]
    [InlineData(0, "there is no such file")]
    [InlineData(10, "it has 10 bytes instead of")]
    public async Task AFileAtHandMustBeTheOneMeant(int bytes, string problem)
    {
        if (bytes > 0) File.WriteAllBytes(At("tiny.bin"), new byte[bytes]);
        var error = await Fails(Entry(new Uri("http://0.0.0.0/")), Options with { Source = At("tiny.bin") });
        Assert.Equal(At("tiny.bin"), Assert.Single(error.Failures).Source);
        Assert.Contains(problem, error.Message);
    }

    [Fact]
    public async Task TheFolderOfPublishedFilesIsLookedIntoBeforeTheNetwork()
    {
        Directory.CreateDirectory(At("offline"));
        var options = Options with { OfflineFolder = At("offline") };
        using var server = new TestServer(_file);
        Assert.True(await new ModelInstaller(_store).InstallAsync(Entry(server.At("tiny.bin")), options));
        Assert.Single(server.Requests);
        File.WriteAllBytes(At("offline/tiny.bin"), _file);
        Assert.True(await new ModelInstaller(_store).InstallAsync(Entry(server.At("tiny.bin")), options with { Overwrite = true }));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task AnInstalledModelIsLeftAloneUnlessToldOtherwise()
    {
        using var server = new TestServer(_file);
        var entry = Entry(server.At("tiny.bin"));
        Assert.True(await new ModelInstaller(_store).InstallAsync(entry, Options));
        Assert.False(await new ModelInstaller(_store).InstallAsync(entry, Options));
        Assert.Single(server.Requests);
        Assert.True(await new ModelInstaller(_store).InstallAsync(entry, Options with { Overwrite = true }));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task TwoAtOnceDownloadOnce()
    {
        var arrived = new TaskCompletionSource();
        using var server = new TestServer(async (request, stream, stop) =>
        {
            await arrived.Task.WaitAsync(stop);
            await Reply.File(stream, request, _file, null);
        });
        var entry = Entry(server.At("tiny.bin"));
        var waits = new Listener(progress =>
        {
            if (progress.Stage == InstallStage.Waiting) arrived.TrySetResult();
        });
        Task<bool> Install() => new ModelInstaller(_store).InstallAsync(entry, Options, waits);
        var both = await Task.WhenAll(Install(), Install());
        Assert.Equal([false, true], both.Order());
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task ACancelledInstallationLeavesNothingInstalledAndGoesOnLater()
    {
        using var stop = new CancellationTokenSource();
        using var stalled = new TestServer(async (request, stream, end) =>
        {
            await Reply.File(stream, request, _file, null, cut: 200);
            await Task.Delay(Timeout.Infinite, end);
        });
        var cancel = new Listener(progress =>
        {
            if (progress.Bytes == 200) stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ModelInstaller(_store).InstallAsync(Entry(stalled.At("tiny.bin")), Options, cancel, stop.Token));
        Assert.Empty(_store.Names);
        using var server = new TestServer(_file);
        Assert.True(await new ModelInstaller(_store).InstallAsync(Entry(server.At("tiny.bin")), Options));
        Assert.Equal(200, Assert.Single(server.Requests).Start);
    }

    [Fact]
    public async Task AFolderThatCannotBeWrittenIsNamed()
    {
        File.WriteAllText(At("store"), "");
        var error = await Fails(Entry(new Uri("http://0.0.0.0/")), Options);
        Assert.Equal(InstallError.NotWritten, error.Error);
        Assert.Contains(_store.Folder, error.Message);
    }

    [Fact]
    public async Task RemovingTakesTheModelAndWhatIsLeftOfDownloads()
    {
        using var server = new TestServer(_file);
        await new ModelInstaller(_store).InstallAsync(Entry(server.At("tiny.bin")), Options);
        File.WriteAllText(At("store/downloads/tiny.part"), "rest");
        Assert.True(_store.Remove("tiny"));
        Assert.Empty(_store.Names);
        Assert.False(File.Exists(At("store/downloads/tiny.part")));
        Assert.False(_store.Remove("tiny"));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/b")]
    [InlineData("")]
    public void ANameIsNoPath(string name)
    {
        Directory.CreateDirectory(_store.Folder);
        File.WriteAllText(At("outside.safetensors"), "");
        Assert.Null(_store.Find(name));
        Assert.False(_store.Remove(name));
    }

    private CatalogueEntry Entry(params Uri[] addresses) => new()
    {
        Name = "tiny",
        Title = "a tiny network",
        File = "tiny.bin",
        Format = "safetensors",
        Architecture = "paper",
        Addresses = addresses,
        Bytes = _file.Length,
        Hashes = [new(HashAlgorithmName.SHA256, Hash(_file))],
        Licence = "a licence",
    };

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private Task<ModelInstallException> Fails(CatalogueEntry entry, InstallOptions options) =>
        Assert.ThrowsAsync<ModelInstallException>(() => new ModelInstaller(_store).InstallAsync(entry, options));

    private sealed class Listener(Action<InstallProgress> take) : IProgress<InstallProgress>
    {
        public void Report(InstallProgress value) => take(value);
    }
}
