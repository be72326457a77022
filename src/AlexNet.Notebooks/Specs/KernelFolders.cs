namespace AlexNet.Notebooks.Specs;

/// <summary>Where Jupyter looks for kernels (https://docs.jupyter.org/en/latest/use/jupyter-directories.html).</summary>
public static class KernelFolders
{
    private const string Kernels = "kernels";

    /// <summary>The user's own.</summary>
    public static string User()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string data = Variable("JUPYTER_DATA_DIR") ?? (OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter")
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Jupyter")
            : Path.Combine(Variable("XDG_DATA_HOME") ?? Path.Combine(home, ".local", "share"), "jupyter"));
        return Path.Combine(data, Kernels);
    }

    /// <summary>Those of an installation of Python.</summary>
    public static string Of(string prefix) => Path.Combine(Path.GetFullPath(prefix), "share", "jupyter", Kernels);

    /// <summary>Those of the Python environment that is active; null where none is.</summary>
    public static string? ActiveEnvironment() => (Variable("VIRTUAL_ENV") ?? Variable("CONDA_PREFIX")) is { } prefix ? Of(prefix) : null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
