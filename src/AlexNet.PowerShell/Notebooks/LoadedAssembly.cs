namespace AlexNet.PowerShell.Notebooks;

/// <summary>Assemblies that the process has anyway. None is loaded.</summary>
internal static class LoadedAssembly
{
    /// <summary>A type of an assembly; null where that is not loaded or has no such type.</summary>
    /// <param name="assembly">The assembly's simple name, with which its namespaces begin.</param>
    /// <param name="type">The rest of the type's name.</param>
    public static Type? Type(string assembly, string type) =>
        AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(loaded => loaded.GetName().Name == assembly)?.GetType($"{assembly}.{type}");
}
