using System.Reflection;
using System.Runtime.Loader;

namespace AlexNet.PowerShell.Isolation;

/// <summary>Leads PowerShell's load context to the module's dependencies for as long as any runspace of the process has the module imported.</summary>
internal static class Dependencies
{
    private static readonly Lock Gate = new();
    private static readonly string ModuleFolder = Path.GetDirectoryName(typeof(Dependencies).Assembly.Location)!;

    // One for the process: an assembly that has been loaded stays, so importing again must find the same one.
    private static readonly DependencyContext Context = new(Path.Combine(ModuleFolder, "deps"));
    private static int _imports;

    /// <summary>One more runspace has the module.</summary>
    public static void Install()
    {
        lock (Gate)
            if (_imports++ == 0) AssemblyLoadContext.Default.Resolving += Resolve;
    }

    /// <summary>One runspace less has the module.</summary>
    public static void Remove()
    {
        lock (Gate)
            if (_imports > 0 && --_imports == 0) AssemblyLoadContext.Default.Resolving -= Resolve;
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        // Of the whole process' failed look-ups only ours are answered: nobody else may come to depend on our copies.
        if (name.Name is "AlexNet.Imaging" or "AlexNet.Models" or "AlexNet.Rendering" && Context.Has(name)) return Context.LoadFromAssemblyName(name);
        return name.Name is "AlexNet.Engine" ? context.LoadFromAssemblyPath(Path.Combine(ModuleFolder, "AlexNet.Engine.dll")) : null;
    }
}
