using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AlexNet.Notebooks.Connections;
using AlexNet.Notebooks.Messages;

namespace AlexNet.Notebooks.Kernel;

/// <summary>The kernel's questions to the reader: one at a time, asked by the running cell.</summary>
internal sealed class StdinChannel
{
    private readonly BlockingCollection<string> _answers = new(boundedCapacity: 1);
    private volatile CancellationTokenSource? _asking;

    /// <summary>Asks, and waits for the answer.</summary>
    /// <exception cref="InvalidOperationException">The front end answers no questions.</exception>
    /// <exception cref="OperationCanceledException"><see cref="Cancel"/> was called.</exception>
    public string Ask(Messenger messenger, Request request, string prompt, bool isSecret)
    {
        if (!request.Flag("allow_stdin", absent: false))
            throw new InvalidOperationException("This cell asks a question, but the notebook runs where nobody answers (allow_stdin is false). Give the value as a parameter, or -Confirm:$false.");
        using var asking = new CancellationTokenSource();
        while (_answers.TryTake(out _)) // an answer that came when its question was gone
        {
        }
        _asking = asking;
        try
        {
            messenger.Reply(Channel.Stdin, request, "input_request", new JsonObject { ["prompt"] = prompt, ["password"] = isSecret });
            return _answers.Take(asking.Token);
        }
        finally
        {
            _asking = null;
        }
    }

    /// <summary>Takes a message of the front end.</summary>
    public void Received(Request reply)
    {
        if (reply.Type == "input_reply" && _asking is not null)
            _answers.TryAdd(reply.Text("value"));
    }

    /// <summary>Takes the question back.</summary>
    public void Cancel()
    {
        try
        {
            _asking?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Answered in this moment.
        }
    }
}
