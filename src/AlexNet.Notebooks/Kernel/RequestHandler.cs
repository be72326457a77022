using System.Text.Json.Nodes;
using AlexNet.Notebooks.Connections;
using AlexNet.Notebooks.Engine;
using AlexNet.Notebooks.Messages;

namespace AlexNet.Notebooks.Kernel;

/// <summary>Answers the requests that the engine is needed for, one after another, on the engine's thread.</summary>
internal sealed class RequestHandler(INotebookEngine engine, KernelDescription description, Messenger messenger, CellRunner cells)
{
    /// <summary>Answers a request of the shell channel.</summary>
    public void Handle(Request request)
    {
        if (request.Type == "execute_request")
        {
            cells.Run(request);
            return;
        }
        var (type, content) = request.Type switch
        {
            "kernel_info_request" => ("kernel_info_reply", description.ToJson(WireFormat.ProtocolVersion)),
            "complete_request" => ("complete_reply", Complete(request)),
            "inspect_request" => ("inspect_reply", Inspect(request)),
            "is_complete_request" => ("is_complete_reply", IsComplete(request)),
            "history_request" => ("history_reply", cells.History.Answer(request)),
            "comm_info_request" => ("comm_info_reply", new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() }),
            _ => ("", []),
        };
        if (type.Length > 0)
            messenger.Reply(Channel.Shell, request, type, content);
        // There are no widgets here: whoever opens a comm is told at once that it is closed.
        else if (request.Type == "comm_open")
            messenger.Publish(request, "comm_close", new JsonObject { ["comm_id"] = request.Text("comm_id"), ["data"] = new JsonObject() });
    }

    private JsonObject Complete(Request request)
    {
        string code = request.Text("code");
        var found = engine.Complete(code, Cursor(request, code));
        int start = CodePoints.FromIndex(code, found.Start), end = CodePoints.FromIndex(code, found.Start + found.Length);
        JsonObject Typed(CompletionMatch item) => new() { ["start"] = start, ["end"] = end, ["text"] = item.Text, ["type"] = item.Type, ["signature"] = item.Signature };
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. found.Items.Select(item => JsonValue.Create(item.Text))]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            // JupyterLab's extension of the protocol: what each match is.
            ["metadata"] = new JsonObject { ["_jupyter_types_experimental"] = new JsonArray([.. found.Items.Select(Typed)]) },
        };
    }

    private JsonObject Inspect(Request request)
    {
        string code = request.Text("code");
        var found = engine.Inspect(code, Cursor(request, code), request.Integer("detail_level", 0) > 0);
        return new JsonObject { ["status"] = "ok", ["found"] = found is not null, ["data"] = found?.ToJson() ?? [], ["metadata"] = new JsonObject() };
    }

    private JsonObject IsComplete(Request request)
    {
        var found = engine.IsComplete(request.Text("code"));
        var answer = new JsonObject { ["status"] = found.Status };
        if (found.Status == "incomplete")
            answer["indent"] = found.Indent;
        return answer;
    }

    private static int Cursor(Request request, string code) => CodePoints.ToIndex(code, request.Integer("cursor_pos", int.MaxValue));
}
