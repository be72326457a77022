using System.Reflection;
using System.Runtime.Loader;

namespace AlexNet.PowerShell.Isolation;

/// <summary>
/// Where the module's own dependencies are loaded from, so that another module's SkiaSharp of another version meets ours never. What is not in the folder
/// (the engine, the runtime) comes from PowerShell's context, so that there is one Model type and not two.
/// </summary>
internal sealed class DependencyContext(string folder) : AssemblyLoadContext("AlexNet dependencies")
{
    /// <summary>Whether the folder holds an assembly of that name.</summary>
    public bool Has(AssemblyName name) => name.Name is { } simple && File.Exists(FileOf(simple));

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) => Has(assemblyName) ? LoadFromAssemblyPath(FileOf(assemblyName.Name!)) : null;

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        if (!unmanagedDllName.Contains("SkiaSharp", StringComparison.OrdinalIgnoreCase)) return 0;
        var file = NativeFolder.FileOf(folder, unmanagedDllName);
        return File.Exists(file)
            ? LoadUnmanagedDllFromPath(file)
            : throw new DllNotFoundException($"The AlexNet module has no {unmanagedDllName} for this platform, {NativeFolder.Name}, but for {string.Join(", ", NativeFolder.In(folder))}: " +
                $"'{file}' is missing. Reinstall the module, or build it from source on this machine.");
    }

    private string FileOf(string name) => Path.Combine(folder, name + ".dll");
}
