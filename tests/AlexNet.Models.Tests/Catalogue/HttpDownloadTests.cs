using System.Net;
using AlexNet.Models.Catalogue.Downloading;

namespace AlexNet.Models.Tests.Catalogue;

public class HttpDownloadTests : DownloadFolder
{
    private static readonly byte[] Content = Bytes(200_000, seed: 1);

    private readonly List<string> _problems = [];

    [Fact]
    public async Task AFileComesWholeAndTheServerIsAskedOnce()
    {
        using var server = new TestServer(Content);
        Assert.Equal(Content, await Fetch(server.At("model")));
        var request = Assert.Single(server.Requests);
        Assert.Equal("/model", request.Target);
        Assert.Null(request.Start);
        Assert.Equal("identity", request.Headers["Accept-Encoding"]);
    }

    [Fact]
    public async Task AfterACutTheRestIsAskedForOnConditionThatTheFileIsTheSame()
    {
        var cuts = new Queue<int?>([70_000, 1, null]);
        using var server = new TestServer((request, stream, stop) => Reply.File(stream, request, Content, "\"v1\"", cuts.Dequeue()));
        Assert.Equal(Content, await Fetch(server.At("model")));
        Assert.Equal([null, 70_000, 70_001], server.Requests.Select(request => request.Start));
        Assert.All(server.Requests.Skip(1), request => Assert.Equal("\"v1\"", request.Headers["If-Range"]));
        Assert.Equal(["the connection was cut after 70,000 of 200,000 bytes", "the connection was cut after 70,001 of 200,000 bytes"], _problems);
    }

    [Fact]
    public async Task AFileThatChangedMeanwhileIsTakenFromItsBeginning()
    {
        var other = Bytes(Content.Length, seed: 2);
        using (var server = new TestServer((request, stream, stop) => Reply.File(stream, request, other, "\"v0\"", cut: 50_000)))
            await Assert.ThrowsAsync<DownloadException>(() => Fetch(server.At("model"), Quick with { Retries = 0 }));
        Assert.Equal(50_000, new FileInfo(PartFile.DataOf(Part)).Length);
        using (var server = new TestServer(Content))
        {
            // The version belongs to the other server's address: here it would not be asked for.
            File.WriteAllLines(PartFile.OriginOf(Part), [server.At("model").AbsoluteUri, "\"v0\""]);
            Assert.Equal(Content, await Fetch(server.At("model")));
            Assert.Equal("\"v0\"", Assert.Single(server.Requests).Headers["If-Range"]);
        }
    }

    [Fact]
    public async Task WhatCameFromOneAddressIsContinuedFromAnotherWithoutACondition()
    {
        using (var server = new TestServer((request, stream, stop) => Reply.File(stream, request, Content, "\"v0\"", cut: 50_000)))
            await Assert.ThrowsAsync<DownloadException>(() => Fetch(server.At("model"), Quick with { Retries = 0 }));
        using var mirror = new TestServer(Content);
        Assert.Equal(Content, await Fetch(mirror.At("model")));
        Assert.Equal(50_000, Assert.Single(mirror.Requests).Start);
        Assert.False(mirror.Requests[0].Headers.ContainsKey("If-Range"));
    }

    [Fact]
    public async Task AServerThatKnowsNoPartsIsAskedForAllOfItAgain()
    {
        var cuts = new Queue<int?>([70_000, null]);
        using var server = new TestServer((request, stream, stop) => Reply.File(stream, request, Content, null, cuts.Dequeue(), ranges: false));
        Assert.Equal(Content, await Fetch(server.At("model")));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task ACutAfterHeadwayBeginsToCountAnew()
    {
        using var server = new TestServer((request, stream, stop) => Reply.File(stream, request, Content, "\"v1\"", cut: 10_000));
        Assert.Equal(Content, await Fetch(server.At("model"), Quick with { Headway = 10_000, Retries = 1 }));
        Assert.Equal(20, server.Requests.Count);
    }

    [Fact]
    public async Task APartLongerThanTheFileOrRefusedByTheServerIsThrownAway()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllBytes(PartFile.DataOf(Part), new byte[Content.Length + 1]);
        using (var server = new TestServer(Content)) Assert.Equal(Content, await Fetch(server.At("model")));
        File.WriteAllBytes(PartFile.DataOf(Part), new byte[10]);
        using var refusing = new TestServer((request, stream, stop) =>
            request.Start is null ? Reply.File(stream, request, Content, null) : Reply.Status(stream, "416 Range Not Satisfiable"));
        Assert.Equal(Content, await Fetch(refusing.At("model")));
    }

    [Theory]
    [InlineData("500 Internal Server Error")]
    [InlineData("502 Bad Gateway")]
    [InlineData("503 Service Unavailable")]
    [InlineData("429 Too Many Requests")]
    public async Task ABusyServerIsTriedAgain(string status)
    {
        var answers = 0;
        using var server = new TestServer((request, stream, stop) =>
            ++answers <= 2 ? Reply.Status(stream, status, "Retry-After: 0") : Reply.File(stream, request, Content, "\"v1\""));
        Assert.Equal(Content, await Fetch(server.At("model")));
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("500 Internal Server Error", 3)]
    [InlineData("404 Not Found", 1)]
    [InlineData("403 Forbidden", 1)]
    [InlineData("407 Proxy Authentication Required", 1)]
    public async Task AServerThatRefusesIsAskedOnlyAsOftenAsItMakesSense(string status, int times)
    {
        using var server = new TestServer((request, stream, stop) => Reply.Status(stream, status));
        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch(server.At("model"), Quick with { Retries = 2 }));
        Assert.Contains(status, error.Message);
        Assert.Equal(times, server.Requests.Count);
    }

    [Fact]
    public async Task ABodyOfAnotherLengthIsRefusedByItsHeader()
    {
        using var server = new TestServer(Bytes(1000, seed: 3));
        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch(server.At("model")));
        Assert.Equal("its file has 1,000 bytes instead of 200,000", error.Message);
        Assert.Equal(0, new FileInfo(PartFile.DataOf(Part)).Length);
    }

    [Fact]
    public async Task AnEndlessBodyEndsWithTheLengthOfTheFile()
    {
        using var server = new TestServer(async (request, stream, stop) =>
        {
            await Reply.Head(stream, "200 OK");
            while (!stop.IsCancellationRequested) await stream.WriteAsync(Content, stop);
        });
        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch(server.At("model")));
        Assert.Equal("it sends more than the 200,000 bytes of the file", error.Message);
        Assert.Equal(0, new FileInfo(PartFile.DataOf(Part)).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task AnAnswerThatTricklesOrStopsIsGivenUp(int bytesAtATime)
    {
        using var server = new TestServer(async (request, stream, stop) =>
        {
            await Reply.Head(stream, "200 OK", $"Content-Length: {Content.Length}");
            for (; ; await Task.Delay(10, stop)) await stream.WriteAsync(Content.AsMemory(0, bytesAtATime), stop);
        });
        var patience = Quick with { Retries = 1, StallTimeout = TimeSpan.FromMilliseconds(200) };
        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch(server.At("model"), patience));
        Assert.Equal("fewer than 16,384 bytes came in 0.2 seconds", error.Message);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task AServerThatSaysNothingIsGivenUp()
    {
        using var server = new TestServer((request, stream, stop) => Task.Delay(Timeout.Infinite, stop));
        var patience = Quick with { Retries = 0, StallTimeout = TimeSpan.FromMilliseconds(200) };
        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch(server.At("model"), patience));
        Assert.Equal(Remedy.Retry, error.Remedy);
    }

    [Fact]
    public async Task AWebPageIsNoModel()
    {
        using var server = new TestServer(async (request, stream, stop) =>
        {
            await Reply.Head(stream, "200 OK", "Content-Type: text/html; charset=utf-8");
            await stream.WriteAsync("<html>"u8.ToArray(), stop);
        });
        Assert.Equal("it answers with a web page instead of the file", (await Assert.ThrowsAsync<DownloadException>(() => Fetch(server.At("model")))).Message);
    }

    [Fact]
    public async Task APlaceThatNobodyListensAtIsNotTriedAgain()
    {
        Uri nobody;
        using (var server = new TestServer(Content)) nobody = server.At("model");
        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch(nobody));
        Assert.StartsWith("it cannot be reached (", error.Message);
        Assert.Empty(_problems);
    }

    [Fact]
    public async Task RedirectsAreFollowedAndTheRestIsAskedForAtTheFirstAddress()
    {
        var cuts = new Queue<int?>([70_000, null]);
        using var server = new TestServer((request, stream, stop) => request.Target switch
        {
            "/model" => Reply.Redirect(stream, "/b"),
            "/b" => Reply.Redirect(stream, $"http://{request.Headers["Host"]}/c"),
            _ => Reply.File(stream, request, Content, "\"v1\"", cuts.Dequeue()),
        });
        Assert.Equal(Content, await Fetch(server.At("model")));
        Assert.Equal(["/model", "/b", "/c", "/model", "/b", "/c"], server.Requests.Select(request => request.Target));
        Assert.Equal("\"v1\"", server.Requests[^1].Headers["If-Range"]);
    }

    [Fact]
    public async Task RedirectsInACircleEnd()
    {
        using var server = new TestServer((request, stream, stop) => Reply.Redirect(stream, "/model"));
        Assert.Equal("it redirects more than 5 times", (await Assert.ThrowsAsync<DownloadException>(() => Fetch(server.At("model")))).Message);
        Assert.Equal(6, server.Requests.Count);
    }

    [Theory]
    [InlineData("https://a.example/x", "http://a.example/x", "from https to http")]
    [InlineData("https://a.example/x", "file:///etc/passwd", "another kind")]
    [InlineData("http://a.example/x", "ftp://a.example/x", "another kind")]
    public void ARedirectOutOfEncryptionOrHttpIsRefused(string from, string to, string problem) =>
        Assert.Contains(problem, Assert.Throws<DownloadException>(() => Redirects.Next(new Uri(from), new Uri(to))).Message);

    [Theory]
    [InlineData("http://a.example/x", "https://b.example/y", "https://b.example/y")]
    [InlineData("https://a.example/x/y", "../z", "https://a.example/z")]
    public void OtherRedirectsAreNot(string from, string to, string expected) =>
        Assert.Equal(expected, Redirects.Next(new Uri(from), new Uri(to, UriKind.RelativeOrAbsolute)).AbsoluteUri);

    [Fact]
    public async Task AProxyIsAskedInPlaceOfTheServer()
    {
        using var proxy = new TestServer(Content);
        Assert.Equal(Content, await Fetch(new Uri("http://models.example/model"), Quick with { UseProxy = true, Proxy = new WebProxy(proxy.At("")) }));
        Assert.Equal("http://models.example/model", Assert.Single(proxy.Requests).Target);
    }

    [Fact]
    public async Task WhatHadComeWhenItWasCancelledIsNotAskedForAgain()
    {
        using var stop = new CancellationTokenSource();
        using (var server = new TestServer(async (request, stream, end) =>
        {
            await Reply.File(stream, request, Content, "\"v1\"", cut: 90_000);
            await Task.Delay(Timeout.Infinite, end);
        }))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Fetch(server.At("model"), Quick, stop.Token, bytes =>
            {
                if (bytes == 90_000) stop.Cancel();
            }));
        }
        using var healthy = new TestServer(Content);
        Assert.Equal(Content, await Fetch(healthy.At("model")));
        Assert.Equal(90_000, Assert.Single(healthy.Requests).Start);
    }

    private async Task<byte[]> Fetch(Uri address, DownloadOptions? options = null, CancellationToken stop = default, Action<long>? watch = null)
    {
        using var download = new HttpDownload(options ?? Quick);
        await using (var part = PartFile.Open(Part))
            await download.FetchAsync(address, part, Content.Length, (bytes, problem) =>
            {
                if (problem is not null) _problems.Add(problem);
                watch?.Invoke(bytes);
            }, stop);
        return File.ReadAllBytes(PartFile.DataOf(Part));
    }
}
