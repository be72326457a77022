using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AlexNet.Models.Tests.Catalogue;

/// <summary>What a client asked for.</summary>
/// <param name="Target">The path, or the whole address when the client takes the server for a proxy.</param>
/// <param name="Headers">By name, case ignored.</param>
internal sealed record Request(string Target, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>First byte of the range asked for; null for the whole file.</summary>
    public int? Start => Headers.TryGetValue("Range", out var range) ? int.Parse(range["bytes=".Length..^1]) : null;
}

/// <summary>An HTTP server on the loopback interface that does to its clients whatever a test wants: an answer is written byte by byte to the connection.</summary>
internal sealed class TestServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Request> _requests = [];
    private readonly Func<Request, Stream, CancellationToken, Task> _answer;

    public TestServer(Func<Request, Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>A server that is well and has one file, whatever the path.</summary>
    public TestServer(byte[] file, string? version = "\"v1\"") : this((request, stream, stop) => Reply.File(stream, request, file, version)) { }

    /// <summary>Everything asked so far.</summary>
    public IReadOnlyList<Request> Requests => [.. _requests];

    /// <summary>An address of this server.</summary>
    public Uri At(string path) => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{path}");

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = Task.Run(() => ServeAsync(client));
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var request = await ReadAsync(stream);
                _requests.Enqueue(request);
                await _answer(request, stream, _stop.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private static async Task<Request> ReadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!(head.Count > 3 && head[^4] == '\r' && head[^2] == '\r'))
        {
            if (await stream.ReadAsync(one) == 0) throw new IOException("the client closed the connection");
            head.Add(one[0]);
        }
        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
        return new Request(lines[0].Split(' ')[1], headers);
    }
}
