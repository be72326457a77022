using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AlexNet.Notebooks.Specs;

/// <summary>The folder by which Jupyter knows a kernel: kernel.json and the logos. Written beside its place and put there in one step.</summary>
public sealed partial record KernelSpec
{
    // Read by people; paths and brackets stay as they are.
    private static readonly JsonSerializerOptions Writing = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The name in front ends' menus.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The cells' language.</summary>
    public required string Language { get; init; }

    /// <summary>The command line that starts it; <c>{connection_file}</c> stands for the file.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Files that go beside kernel.json, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>What a kernel can be called: what Jupyter takes as part of an address.</summary>
    public static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>Writes the folder, or replaces it.</summary>
    /// <param name="kernels">The folder of kernels.</param>
    /// <param name="name">The kernel's name.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public string Install(string kernels, string name)
    {
        string folder = Path.Combine(kernels, name), fresh = Path.Combine(kernels, $".{name}.{Environment.ProcessId}.new"), old = Path.Combine(kernels, $".{name}.{Environment.ProcessId}.old");
        Directory.CreateDirectory(fresh);
        try
        {
            File.WriteAllText(Path.Combine(fresh, "kernel.json"), ToJson(), new UTF8Encoding(false));
            foreach (var (file, content) in Files)
                File.WriteAllBytes(Path.Combine(fresh, file), content);
            if (Directory.Exists(folder))
                Directory.Move(folder, old);
            Directory.Move(fresh, folder);
            return folder;
        }
        finally
        {
            foreach (string rest in new[] { fresh, old }.Where(Directory.Exists))
                Directory.Delete(rest, recursive: true);
        }
    }

    /// <summary>Removes the folder; false where there is none.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public static bool Uninstall(string kernels, string name)
    {
        string folder = Path.Combine(kernels, name);
        if (!File.Exists(Path.Combine(folder, "kernel.json")))
            return false;
        Directory.Delete(folder, recursive: true);
        return true;
    }

    private string ToJson() => new JsonObject
    {
        ["argv"] = new JsonArray([.. Command.Select(word => JsonValue.Create(word))]),
        ["display_name"] = DisplayName,
        ["language"] = Language,
        ["interrupt_mode"] = "message",
        ["metadata"] = new JsonObject { ["debugger"] = false },
    }.ToJsonString(Writing) + "\n";

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$")]
    private static partial Regex Name();
}
