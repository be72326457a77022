using System.Text.Json.Nodes;
using AlexNet.Notebooks.Engine;

namespace AlexNet.Notebooks.Kernel;

/// <summary>Contents that several answers share.</summary>
internal static class Answers
{
    public static JsonObject Ok() => new() { ["status"] = "ok" };

    public static JsonObject Error(CellError error) => new()
    {
        ["status"] = "error",
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => JsonValue.Create(line))]),
    };
}
