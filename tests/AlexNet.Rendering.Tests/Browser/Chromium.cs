using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AlexNet.Rendering.Tests.Browser;

/// <summary>A headless Chromium of its own, spoken to over the DevTools protocol: commands by number, and events between their answers.</summary>
public sealed class Chromium : IDisposable
{
    private static readonly string[] Names = ["chromium", "google-chrome", "google-chrome-stable", "chrome"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly Process _process;
    private readonly string? _session;
    private readonly Queue<(string Name, JsonNode Parameters)> _events = [];
    private int _commands;

    public Chromium()
    {
        // Tests that are skipped have their fixture made all the same.
        if (Program is null) throw new InvalidOperationException("there is no Chromium on the path");
        _profile = new TemporaryFolder();
        string[] arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-breakpad", "--disable-background-networking", "--no-first-run", "--remote-debugging-port=0", $"--user-data-dir={_profile.Path}"];
        // What it says of buses and drivers that a machine without a desktop lacks belongs into no log of tests; it is read, since a full pipe would stop it.
        _process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        try
        {
            _socket.ConnectAsync(Endpoint(), default).Wait(Patience);
            var target = Send("Target.createTarget", new { url = "about:blank" })["targetId"]!;
            _session = (string)Send("Target.attachToTarget", new { targetId = target, flatten = true })["sessionId"]!;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where it is on this machine; null where it is not.</summary>
    public static string? Program { get; } = (
        from name in Names
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        let file = Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name)
        where File.Exists(file)
        select file).FirstOrDefault();

    /// <summary>The folder of its own that all its processes name.</summary>
    internal string Profile => _profile.Path;

    /// <summary>Sends a command and gives its result; events that come before it are kept for <see cref="TakeEvents"/>.</summary>
    public JsonNode Send(string method, object? parameters = null)
    {
        var id = ++_commands;
        var command = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = JsonSerializer.SerializeToNode(parameters ?? new { }) };
        // Without a session, as in the beginning, it is the browser itself that answers.
        if (_session is not null) command["sessionId"] = _session;
        _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(command), WebSocketMessageType.Text, true, default).Wait(Patience);
        while (true)
        {
            var message = Receive();
            if ((int?)message["id"] != id) continue;
            return message["result"] ?? throw new InvalidOperationException($"{method}: {message["error"]}");
        }
    }

    /// <summary>Waits until an event has come; it is kept as well.</summary>
    public void WaitFor(string name)
    {
        while (_events.All(seen => seen.Name != name)) Receive();
    }

    /// <summary>The events since the last call.</summary>
    public IReadOnlyList<(string Name, JsonNode Parameters)> TakeEvents()
    {
        var events = _events.ToArray();
        _events.Clear();
        return events;
    }

    public void Dispose()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit(Patience);
        _process.Dispose();
        _profile.Dispose();
    }

    private JsonNode Receive()
    {
        using var message = new MemoryStream();
        using var timeout = new CancellationTokenSource(Patience);
        var buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = _socket.ReceiveAsync(buffer, timeout.Token).GetAwaiter().GetResult();
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        var node = JsonNode.Parse(message.ToArray())!;
        if (node["method"] is { } name) _events.Enqueue(((string)name!, node["params"]!));
        return node;
    }

    /// <summary>It writes the port that it has chosen, and the path of its socket, into its profile.</summary>
    private Uri Endpoint()
    {
        var file = Path.Combine(_profile.Path, "DevToolsActivePort");
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience && !_process.HasExited; Thread.Sleep(50))
            if (File.Exists(file) && File.ReadAllLines(file) is [var port, var path]) return new Uri($"ws://127.0.0.1:{port}{path}");
        throw new InvalidOperationException($"'{Program}' does not start as a headless browser: run it by hand with --headless --no-sandbox --remote-debugging-port=0 to see why.");
    }
}
