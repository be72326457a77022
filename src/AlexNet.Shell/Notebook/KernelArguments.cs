using AlexNet.Notebooks.Specs;

namespace AlexNet.Shell.Notebook;

internal enum KernelAction
{
    Help,
    Install,
    Uninstall,
    Start,
}

/// <summary>What the command line of <c>kernel</c> asks for. Options as other kernels have them.</summary>
internal sealed record KernelArguments(KernelAction Action)
{
    /// <summary>The name under which Jupyter knows the kernel.</summary>
    public string Name { get; init; } = "alexnet";

    /// <summary>The folder of kernels to install into.</summary>
    public string Folder { get; init; } = KernelFolders.User();

    /// <summary>The file that says where to serve.</summary>
    public string ConnectionFile { get; init; } = "";

    public const string Usage = """
        AlexNet.Shell kernel: notebooks of Jupyter and VS Code in PowerShell, with the AlexNet module.

          AlexNet.Shell kernel install [--user | --sys-prefix | --prefix <folder>] [--name <name>]
          AlexNet.Shell kernel uninstall [--user | --sys-prefix | --prefix <folder>] [--name <name>]
          AlexNet.Shell kernel start --connection-file <file>

          install            make the kernel known to Jupyter; again after the program has moved
          uninstall          take it away again
          start              serve; front ends do that

          --user             for this user (the default)
          --sys-prefix       for the Python environment that is active
          --prefix           for the Python installed at <folder>: share/jupyter/kernels in it
          --name             the kernel's name; alexnet if none is given
          --connection-file  the file in which the front end says where to serve
        """;

    /// <summary>Reads the command line; null with one line in <paramref name="error"/> when it cannot be understood.</summary>
    public static KernelArguments? Parse(IReadOnlyList<string> args, out string error)
    {
        error = "";
        KernelAction? action = args.Count == 0 ? KernelAction.Help : args[0].TrimStart('-').ToLowerInvariant() switch
        {
            "help" or "h" or "?" => KernelAction.Help,
            "install" => KernelAction.Install,
            "uninstall" => KernelAction.Uninstall,
            "start" => KernelAction.Start,
            _ => null,
        };
        if (action is null)
            error = $"There is no 'kernel {args[0]}'. Try kernel --help.";
        var result = new KernelArguments(action ?? KernelAction.Help);
        for (int i = 1; i < args.Count && error.Length == 0; i++)
        {
            string option = args[i];
            bool takesValue = option is "--prefix" or "--name" or "--connection-file" or "-f";
            if (takesValue && ++i >= args.Count)
                error = $"Option '{option}' needs a value. Try kernel --help.";
            else
                result = result.With(option, takesValue ? args[i] : "", ref error);
        }
        if (error.Length == 0 && action == KernelAction.Start && result.ConnectionFile.Length == 0)
            error = "kernel start needs --connection-file: a front end writes the file and gives its name. Try kernel install, then choose the kernel in Jupyter.";
        return error.Length > 0 ? null : result;
    }

    private KernelArguments With(string option, string value, ref string error)
    {
        switch (option)
        {
            case "--user":
                return this with { Folder = KernelFolders.User() };
            case "--prefix":
                return this with { Folder = KernelFolders.Of(value) };
            case "--sys-prefix" when KernelFolders.ActiveEnvironment() is { } folder:
                return this with { Folder = folder };
            case "--sys-prefix":
                error = "No Python environment is active (neither VIRTUAL_ENV nor CONDA_PREFIX is set). Use --user, or --prefix with the folder of the environment.";
                return this;
            case "--name" when KernelSpec.IsName(value):
                return this with { Name = value };
            case "--name":
                error = $"'{value}' cannot be a kernel's name: letters, digits, dots, hyphens and underscores can.";
                return this;
            case "--connection-file" or "-f":
                return this with { ConnectionFile = value };
            default:
                error = $"Unknown option '{option}'. Try kernel --help.";
                return this;
        }
    }
}
