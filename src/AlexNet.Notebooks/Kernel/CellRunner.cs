using System.Text.Json;
using System.Text.Json.Nodes;
using AlexNet.Notebooks.Connections;
using AlexNet.Notebooks.Engine;
using AlexNet.Notebooks.Messages;

namespace AlexNet.Notebooks.Kernel;

/// <summary>Runs execute requests: counts them, shows what they show, and lets an error end those that came with them.</summary>
/// <param name="engine">Runs the cells.</param>
/// <param name="messenger">Tells of them.</param>
/// <param name="stdin">Asks their questions.</param>
/// <param name="store">Where cells are kept for later kernels.</param>
/// <param name="received">How many requests have arrived by now.</param>
internal sealed class CellRunner(INotebookEngine engine, Messenger messenger, StdinChannel stdin, IHistoryStore store, Func<long> received)
{
    private int _count;
    private long _abortedUpTo = -1;

    /// <summary>The cells that were run.</summary>
    public ExecutionHistory History { get; } = new(store.Load());

    /// <summary>Runs a cell and answers.</summary>
    public void Run(Request request)
    {
        if (request.Number <= _abortedUpTo)
        {
            messenger.Reply(Channel.Shell, request, "execute_reply", new JsonObject { ["status"] = "aborted", ["execution_count"] = _count });
            return;
        }
        string code = request.Text("code");
        bool isSilent = request.Flag("silent", absent: false);
        bool isStored = !isSilent && request.Flag("store_history", absent: true) && !string.IsNullOrWhiteSpace(code);
        if (isStored)
            _count++;
        if (!isSilent)
            messenger.Publish(request, "execute_input", new JsonObject { ["code"] = code, ["execution_count"] = _count });

        using var output = new CellOutput(messenger, request, stdin, _count) { IsSilent = isSilent };
        var error = engine.Execute(code, output);
        if (error is not null)
        {
            output.Error(error);
            // What was sent along, as by "run all", was meant for after a success.
            if (request.Flag("stop_on_error", absent: true))
                _abortedUpTo = received();
        }
        if (isStored)
            Store(code, output.ResultText);

        var answer = error is null ? Answers.Ok() : Answers.Error(error);
        answer["execution_count"] = _count;
        answer["user_expressions"] = error is null ? Expressions(request) : [];
        answer["payload"] = new JsonArray([.. output.Pages.Select(page => new JsonObject { ["source"] = "page", ["data"] = new MimeBundle(page).ToJson(), ["start"] = 0 })]);
        output.Flush();
        messenger.Reply(Channel.Shell, request, "execute_reply", answer);
    }

    private void Store(string code, string? result)
    {
        History.Add(_count, code, result);
        store.Add(code);
    }

    private JsonObject Expressions(Request request)
    {
        var answers = new JsonObject();
        if (!request.Content.TryGetProperty("user_expressions", out var expressions) || expressions.ValueKind != JsonValueKind.Object)
            return answers;
        foreach (var expression in expressions.EnumerateObject().Where(e => e.Value.ValueKind == JsonValueKind.String))
        {
            var error = engine.Evaluate(expression.Value.GetString()!, out var value);
            answers[expression.Name] = error is not null ? Answers.Error(error)
                : new JsonObject { ["status"] = "ok", ["data"] = value?.ToJson() ?? [], ["metadata"] = new JsonObject() };
        }
        return answers;
    }
}
