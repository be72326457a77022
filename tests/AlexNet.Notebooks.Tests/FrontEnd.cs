using System.Diagnostics;
using System.Text.Json.Nodes;
using AlexNet.Notebooks.Connections;
using AlexNet.Notebooks.Messages;
using NetMQ;
using NetMQ.Sockets;

namespace AlexNet.Notebooks.Tests;

/// <summary>A front end over real sockets, as small as one can be.</summary>
internal sealed class FrontEnd : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private readonly DealerSocket _shell = new();
    private readonly DealerSocket _control = new();
    private readonly DealerSocket _stdin = new();
    private readonly SubscriberSocket _ioPub = new();
    private readonly MessageSigner _signer;
    private readonly ConnectionInfo _connection;

    public FrontEnd(ConnectionInfo connection)
    {
        (_connection, _signer) = (connection, new MessageSigner(connection.Key));
        byte[] identity = Guid.NewGuid().ToByteArray();
        identity[0] = 1; // zero is ZeroMQ's own
        foreach (var socket in new NetMQSocket[] { _shell, _control, _stdin })
            socket.Options.Identity = identity;
        _shell.Connect(ConnectionInfo.Address(connection.ShellPort));
        _control.Connect(ConnectionInfo.Address(connection.ControlPort));
        _stdin.Connect(ConnectionInfo.Address(connection.StdinPort));
        _ioPub.Options.ReceiveHighWatermark = 0;
        _ioPub.Connect(ConnectionInfo.Address(connection.IoPubPort));
        _ioPub.SubscribeToAnyTopic();
        Greet();
    }

    /// <summary>What is broadcast about requests that nobody has asked for yet.</summary>
    public List<Heard> Broadcasts { get; } = [];

    public string Send(Channel channel, string type, JsonObject content)
    {
        var frames = WireFormat.Write([], type, "front end", null, content, _signer);
        SendFrames(channel, frames);
        return JsonNode.Parse(frames[2])!["msg_id"]!.GetValue<string>();
    }

    public void SendFrames(Channel channel, IEnumerable<byte[]> frames) => Socket(channel).SendMultipartBytes(frames);

    public Heard Receive(Channel channel) => TryReceive(channel, Patience) ?? throw new TimeoutException($"Nothing was heard on {channel}.");

    public Heard? TryReceive(Channel channel, TimeSpan patience)
    {
        List<byte[]> frames = [];
        if (!Socket(channel).TryReceiveMultipartBytes(patience, ref frames!))
            return null;
        int at = frames.FindIndex(frame => frame.AsSpan().SequenceEqual(Delimiter)) + 1;
        Assert.True(_signer.IsValid(frames[at], frames[at + 1], frames[at + 2], frames[at + 3], frames[at + 4]), "The kernel signed wrongly.");
        var header = JsonNode.Parse(frames[at + 1])!;
        return new Heard(header["msg_type"]!.GetValue<string>(), JsonNode.Parse(frames[at + 2])!["msg_id"]?.GetValue<string>(), JsonNode.Parse(frames[at + 4])!.AsObject());
    }

    /// <summary>Asks, and waits for the answer.</summary>
    public JsonObject Ask(Channel channel, string type, JsonObject content)
    {
        string id = Send(channel, type, content);
        var reply = Receive(channel);
        Assert.Equal(id, reply.Parent);
        return reply.Content;
    }

    /// <summary>Everything that is broadcast about a request, from busy to idle.</summary>
    public List<Heard> Broadcast(string id)
    {
        var own = new List<Heard>();
        var watch = Stopwatch.StartNew();
        while (own is not [.., { Type: "status", State: "idle" }])
        {
            var heard = TryReceive(Channel.IoPub, Patience);
            Assert.True(heard is not null && watch.Elapsed < Patience, "The kernel did not become idle.");
            (heard.Parent == id ? own : Broadcasts).Add(heard);
        }
        return own;
    }

    /// <summary>Sends a cell.</summary>
    public string SendCell(string code, bool allowStdin = false, bool stopOnError = true, bool silent = false, bool storeHistory = true, JsonObject? expressions = null) =>
        Send(Channel.Shell, "execute_request", new JsonObject
        {
            ["code"] = code,
            ["silent"] = silent,
            ["store_history"] = storeHistory,
            ["user_expressions"] = expressions ?? [],
            ["allow_stdin"] = allowStdin,
            ["stop_on_error"] = stopOnError,
        });

    /// <summary>Runs a cell to its end.</summary>
    public Ran Run(string code) => End(SendCell(code));

    /// <summary>Waits for a cell's end.</summary>
    public Ran End(string id)
    {
        var reply = Receive(Channel.Shell);
        Assert.Equal(id, reply.Parent);
        return new Ran(reply.Content, Broadcast(id));
    }

    public bool HeartBeats()
    {
        using var heart = new RequestSocket(ConnectionInfo.Address(_connection.HeartbeatPort).Insert(0, ">"));
        heart.SendFrame("beat");
        return heart.TryReceiveFrameString(Patience, out string? echo) && echo == "beat";
    }

    public void Dispose()
    {
        foreach (var socket in new NetMQSocket[] { _shell, _control, _stdin, _ioPub })
        {
            socket.Options.Linger = TimeSpan.Zero;
            socket.Dispose();
        }
    }

    // A subscription takes a moment; until it stands, broadcasts go by. As front ends do, ask until one is heard.
    private void Greet()
    {
        var watch = Stopwatch.StartNew();
        do
        {
            Assert.True(watch.Elapsed < Patience, "The kernel does not greet.");
            Ask(Channel.Shell, "kernel_info_request", []);
        }
        while (TryReceive(Channel.IoPub, TimeSpan.FromMilliseconds(200)) is null);
        while (TryReceive(Channel.IoPub, TimeSpan.FromMilliseconds(200)) is not null)
        {
        }
    }

    private NetMQSocket Socket(Channel channel) => channel switch
    {
        Channel.Shell => _shell,
        Channel.Control => _control,
        Channel.Stdin => _stdin,
        _ => _ioPub,
    };
}

/// <summary>A message of the kernel.</summary>
internal sealed record Heard(string Type, string? Parent, JsonObject Content)
{
    public string? State => Text("execution_state");

    public string? Text(string name) => Content[name]?.GetValue<string>();

    public string? Display => Content["transient"]?["display_id"]?.GetValue<string>();

    public string? Data(string type) => Content["data"]?[type]?.GetValue<string>();
}

/// <summary>What became of a cell.</summary>
internal sealed record Ran(JsonObject Reply, List<Heard> Heard)
{
    public string Status => Reply["status"]!.GetValue<string>();

    public int Count => Reply["execution_count"]!.GetValue<int>();

    public string Stdout => Stream("stdout");

    public string Stderr => Stream("stderr");

    public IEnumerable<Heard> Of(string type) => Heard.Where(message => message.Type == type);

    /// <summary>What is shown in the end, without the statuses and the echo of the input: a display as it was drawn last.</summary>
    public List<Heard> Shown =>
        [.. Heard.Where(message => message.Type is not ("status" or "execute_input" or "update_display_data")).Select(Latest)];

    private Heard Latest(Heard message) => message.Display is { } id && Of("update_display_data").LastOrDefault(update => update.Display == id) is { } update
        ? message with { Content = update.Content }
        : message;

    private string Stream(string name) => string.Concat(Of("stream").Where(message => message.Text("name") == name).Select(message => message.Text("text")));
}
