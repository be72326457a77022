using System.Text.Json;

namespace AlexNet.Bench.Rivals;

/// <summary>Reads the profile that ONNX Runtime writes: an array of events with a category, a name and microseconds.</summary>
internal static class OnnxRuntimeProfile
{
    private const string KernelSuffix = "_kernel_time";

    /// <summary>An operator's run.</summary>
    public sealed record Event(string Node, double Milliseconds);

    /// <summary>The operators of each run, in order.</summary>
    public static List<List<Event>> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var runs = new List<List<Event>>();
        var run = new List<Event>();
        foreach (var item in document.RootElement.EnumerateArray())
        {
            var name = item.GetProperty("name").GetString()!;
            if (name == "model_run")
            {
                runs.Add(run);
                run = [];
            }
            else if (item.GetProperty("cat").GetString() == "Node" && name.EndsWith(KernelSuffix, StringComparison.Ordinal))
            {
                run.Add(new Event(name[..^KernelSuffix.Length], item.GetProperty("dur").GetDouble() / 1e3));
            }
        }
        return runs;
    }

    /// <summary>
    /// Milliseconds by step of ours. The optimiser renames and fuses nodes, but keeps a layer's name in the node's, often the last one's that it
    /// fused; what it adds between layers (reorders of the layout, flatten) is counted to the step before.
    /// </summary>
    /// <param name="run">The operators.</param>
    /// <param name="stepOf">The step that each layer belongs to.</param>
    public static Dictionary<string, double> ByStep(IReadOnlyList<Event> run, IReadOnlyDictionary<string, string> stepOf)
    {
        var times = new Dictionary<string, double>();
        var current = stepOf.First().Value;
        foreach (var item in run)
        {
            var layer = stepOf.Keys.FirstOrDefault(name => item.Node.Contains(name, StringComparison.Ordinal));
            if (layer is not null && !item.Node.StartsWith("Reorder", StringComparison.Ordinal)) current = stepOf[layer];
            times[current] = times.GetValueOrDefault(current) + item.Milliseconds;
        }
        return times;
    }
}
