using AlexNet.Notebooks.Messages;
using NetMQ;
using NetMQ.Sockets;

namespace AlexNet.Notebooks.Connections;

/// <summary>A socket that messages go out through.</summary>
internal enum Channel
{
    Shell,
    Control,
    IoPub,
    Stdin,
}

/// <summary>
/// The five sockets of a kernel and the one thread that touches them. It never waits for a cell, so heartbeats are echoed and interrupts heard whatever runs.
/// Any thread may send: frames go through a queue, in the order in which they were given.
/// </summary>
internal sealed class KernelSockets : IDisposable
{
    // Cells may write faster than frames leave; then they wait.
    private const int MostUnsent = 10_000;

    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Channel, NetMQSocket> _sockets = [];
    private readonly ResponseSocket _heartbeat = new();
    private readonly NetMQQueue<(Channel, List<byte[]>)> _outgoing = new();
    private readonly NetMQPoller _poller = [];
    private readonly Thread _thread;
    private int _unsent;
    private int _disposed;

    /// <summary>Binds the sockets.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="received">Gets each message of shell, control and stdin, on the sockets' thread; must be quick.</param>
    /// <exception cref="ConnectionException">A port is taken.</exception>
    public KernelSockets(ConnectionInfo connection, Action<Channel, List<byte[]>> received)
    {
        _thread = new Thread(_poller.Run) { IsBackground = true, Name = "sockets" };
        try
        {
            Bind(Channel.Shell, new RouterSocket(), connection.ShellPort, received);
            Bind(Channel.Control, new RouterSocket(), connection.ControlPort, received);
            Bind(Channel.Stdin, new RouterSocket(), connection.StdinPort, received);
            Bind(Channel.IoPub, new PublisherSocket(), connection.IoPubPort, null);
            _heartbeat.Options.MaxMsgSize = MessageLimits.HeaderBytes;
            _heartbeat.Bind(ConnectionInfo.Address(connection.HeartbeatPort));
        }
        catch (NetMQException e)
        {
            Dispose();
            throw new ConnectionException($"A port of the connection file cannot be bound ({e.ErrorCode}): another program has it. Start the kernel again, for the front end to choose others.", e);
        }
        _heartbeat.ReceiveReady += (_, e) => e.Socket.SendMultipartBytes(Frames(e.Socket));
        _outgoing.ReceiveReady += (_, _) => SendWaiting();
        _poller.Add(_heartbeat);
        _poller.Add(_outgoing);
    }

    /// <summary>Begins to receive.</summary>
    public void Start() => _thread.Start();

    /// <summary>Sends frames, or keeps them until the thread of the sockets comes to it.</summary>
    public void Send(Channel channel, List<byte[]> frames)
    {
        while (Volatile.Read(ref _unsent) >= MostUnsent && Environment.CurrentManagedThreadId != _thread.ManagedThreadId && _thread.IsAlive)
            Thread.Sleep(1);
        if (Volatile.Read(ref _disposed) != 0)
            return; // a thread that a cell left behind
        Interlocked.Increment(ref _unsent);
        _outgoing.Enqueue((channel, frames));
    }

    /// <summary>Sends what waits, then closes the sockets.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        if (_thread.IsAlive)
        {
            SpinWait.SpinUntil(() => Volatile.Read(ref _unsent) == 0, Linger);
            _poller.Stop();
            _thread.Join();
        }
        _poller.Dispose();
        foreach (var socket in _sockets.Values.Append(_heartbeat))
            socket.Dispose();
        _outgoing.Dispose();
    }

    private void Bind(Channel channel, NetMQSocket socket, int port, Action<Channel, List<byte[]>>? received)
    {
        _sockets[channel] = socket;
        socket.Options.Linger = Linger;
        socket.Options.MaxMsgSize = MessageLimits.FrameBytes;
        socket.Options.SendHighWatermark = 10 * MostUnsent; // beyond it a broadcast is dropped, for whoever does not read
        socket.Bind(ConnectionInfo.Address(port));
        if (received is null)
            return;
        socket.ReceiveReady += (_, e) => received(channel, Frames(e.Socket));
        _poller.Add(socket);
    }

    // A message is read to its end, and kept only up to the limit.
    private static List<byte[]> Frames(NetMQSocket socket)
    {
        var frames = new List<byte[]>();
        bool more = true;
        while (more)
        {
            byte[] frame = socket.ReceiveFrameBytes(out more);
            if (frames.Count <= MessageLimits.Frames)
                frames.Add(frame);
        }
        return frames;
    }

    private void SendWaiting()
    {
        while (_outgoing.TryDequeue(out var item, TimeSpan.Zero))
        {
            var (channel, frames) = item;
            // A router has no way to somebody who has left: what is for them is dropped.
            _sockets[channel].TrySendMultipartBytes(frames);
            Interlocked.Decrement(ref _unsent);
        }
    }
}
