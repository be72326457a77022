using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AlexNet.Notebooks.Connections;
using AlexNet.Notebooks.Engine;
using AlexNet.Notebooks.Messages;

namespace AlexNet.Notebooks.Kernel;

/// <summary>
/// A kernel that serves. The thread of the sockets checks what arrives and answers the control channel at once; requests of the shell channel wait
/// in a queue for the thread of the cells, on which the engine lives.
/// </summary>
public sealed class KernelServer : IDisposable
{
    private const int CellStack = 16 << 20; // recursive scripts need it, as in pwsh
    private const int MostComplaints = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly BlockingCollection<Request> _requests = [];
    private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StdinChannel _stdin = new();
    private readonly MessageSigner _signer;
    private readonly Messenger _messenger;
    private readonly KernelSockets _sockets;
    private readonly KernelSetup _setup;
    private readonly Thread _cells;
    private volatile INotebookEngine? _engine;
    private long _received;
    private int _complaints;

    /// <summary>Binds the sockets and begins to serve.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="setup">What runs the cells.</param>
    /// <exception cref="ConnectionException">The sockets cannot be bound.</exception>
    public KernelServer(ConnectionInfo connection, KernelSetup setup)
    {
        if (connection.Problem() is { } problem)
            throw new ConnectionException("The kernel cannot be connected: " + problem);
        _setup = setup;
        _signer = new MessageSigner(connection.Key);
        _sockets = new KernelSockets(connection, ReceiveSafely);
        _messenger = new Messenger(_sockets.Send, _signer);
        _cells = new Thread(RunCells, CellStack) { IsBackground = true, Name = "cells" };
        _sockets.Start();
        _messenger.Status(null, "starting");
        _cells.Start();
    }

    /// <summary>Ends when a front end asks for it or the engine cannot be opened; false then.</summary>
    public Task<bool> Ended => _ended.Task;

    /// <summary>Interrupts what runs.</summary>
    public void Interrupt()
    {
        _engine?.Interrupt();
        _stdin.Cancel();
    }

    /// <summary>Stops serving; a cell that does not end is left behind.</summary>
    public void Stop() => Stop(success: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _cells.Join(Patience);
        _sockets.Dispose();
    }

    private void Stop(bool success)
    {
        _requests.CompleteAdding();
        Interrupt();
        _ended.TrySetResult(success);
    }

    // The sockets' thread must not end.
    private void ReceiveSafely(Channel channel, List<byte[]> frames)
    {
        try
        {
            Receive(channel, frames);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Complain($"A message on the {channel.ToString().ToLowerInvariant()} channel was dropped: {e.Message}");
        }
    }

    private void Receive(Channel channel, List<byte[]> frames)
    {
        if (WireFormat.Read(frames, _signer, out string problem) is not { } request)
            Complain($"A message on the {channel.ToString().ToLowerInvariant()} channel was dropped: {problem}.");
        else if (channel == Channel.Stdin)
            _stdin.Received(request);
        else if (channel == Channel.Control || request.Type == "shutdown_request")
            Control(channel, request);
        else if (_requests.Count >= MessageLimits.WaitingRequests)
            Complain("A request was dropped: too many wait.");
        else
            Enqueue(request with { Number = Interlocked.Increment(ref _received) });
    }

    private void Enqueue(Request request)
    {
        try
        {
            _requests.Add(request);
        }
        catch (InvalidOperationException)
        {
            // The kernel is ending.
        }
    }

    private void Control(Channel channel, Request request)
    {
        _messenger.Status(request, "busy");
        switch (request.Type)
        {
            case "kernel_info_request":
                _messenger.Reply(channel, request, "kernel_info_reply", _setup.Description.ToJson(WireFormat.ProtocolVersion));
                break;
            case "interrupt_request":
                Interrupt();
                _messenger.Reply(channel, request, "interrupt_reply", Answers.Ok());
                break;
            case "shutdown_request":
                var answer = new JsonObject { ["status"] = "ok", ["restart"] = request.Flag("restart", absent: false) };
                _messenger.Reply(channel, request, "shutdown_reply", answer);
                _messenger.Publish(request, "shutdown_reply", (JsonObject)answer.DeepClone());
                break;
        }
        _messenger.Status(request, "idle");
        if (request.Type == "shutdown_request")
            Stop();
    }

    private void RunCells()
    {
        try
        {
            using var engine = _setup.OpenEngine();
            _engine = engine;
            var cells = new CellRunner(engine, _messenger, _stdin, _setup.History, () => Interlocked.Read(ref _received));
            var handler = new RequestHandler(engine, _setup.Description, _messenger, cells);
            foreach (var request in _requests.GetConsumingEnumerable())
            {
                if (_requests.IsAddingCompleted)
                    break; // who asked for an end waits for no more cells
                _messenger.Status(request, "busy");
                Handle(handler, request);
                _messenger.Status(request, "idle");
            }
            Stop(success: true);
        }
        catch (Exception e)
        {
            Complain($"The kernel ends: {e}");
            Stop(success: false);
        }
        finally
        {
            _engine = null;
        }
    }

    private void Handle(RequestHandler handler, Request request)
    {
        try
        {
            handler.Handle(request);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whoever asked must not wait for ever, and the variables of the session are worth more than one answer.
            Complain($"A {request.Type} could not be answered: {e}");
            var error = new CellError(e.GetType().Name, e.Message, [$"The kernel could not answer: {e.Message}"]);
            _messenger.Reply(Channel.Shell, request, request.Type.Replace("_request", "_reply", StringComparison.Ordinal), Answers.Error(error));
        }
    }

    private void Complain(string text)
    {
        if (Interlocked.Increment(ref _complaints) <= MostComplaints)
            _setup.Log.WriteLine(text);
    }
}
