using AlexNet.Engine.Models;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Models;

/// <summary>The trained model that comes with the module, in models/ beside module/: 101 classes of things. Opened once a process, and shared.</summary>
internal static class ShippedModel
{
    /// <summary>What -Model calls it.</summary>
    public const string Name = "caltech101";

    /// <summary>What it is, for completion.</summary>
    public const string About = "the model that ships with the module: 101 classes of Caltech-101";

    /// <summary>The model's file.</summary>
    public static string File { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(ShippedModel).Assembly.Location)!, "..", "..", "models", $"{Name}.safetensors"));

    private static readonly Lazy<Model> Opened = new(() => ModelResolver.Load(File));

    /// <summary>Whether the file is there; a module may be installed without.</summary>
    public static bool IsThere => System.IO.File.Exists(File);

    /// <summary>Whether a name means it.</summary>
    public static bool Is(string name) => name.Equals(Name, StringComparison.OrdinalIgnoreCase) && IsThere;

    /// <summary>The model.</summary>
    /// <exception cref="Failure">Its file is damaged.</exception>
    public static Model Get() => Opened.Value;
}
