using AlexNet.Notebooks.Connections;
using AlexNet.Notebooks.Engine;
using AlexNet.Notebooks.Kernel;
using AlexNet.Notebooks.Specs;

namespace AlexNet.Shell.Notebook;

/// <summary><c>AlexNet.Shell kernel</c>: makes the kernel known to Jupyter, and is it.</summary>
internal static class KernelCommand
{
    private static readonly string[] Logos = ["logo-svg.svg", "logo-32x32.png", "logo-64x64.png"];

    /// <summary>What the kernel says of itself.</summary>
    public static KernelDescription Description { get; } = new()
    {
        Implementation = "AlexNet",
        ImplementationVersion = ShellVersion.Shell,
        Banner = $"{ShellVersion.Line}\nTry: Show-AlexNetNetwork",
        Language = "powershell",
        LanguageVersion = ShellVersion.Engine,
        MimeType = "application/x-powershell",
        FileExtension = ".ps1",
        PygmentsLexer = "powershell",
        CodeMirrorMode = "powershell",
        HelpLinks = [("PowerShell", "https://learn.microsoft.com/powershell/"), ("The paper", "https://papers.nips.cc/paper/4824-imagenet-classification-with-deep-convolutional-neural-networks")],
    };

    /// <summary>Runs it.</summary>
    /// <param name="args">What follows <c>kernel</c>.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> args)
    {
        if (KernelArguments.Parse(args, out string error) is not { } arguments)
            return Fail(error, Arguments.UsageError);
        try
        {
            return arguments.Action switch
            {
                KernelAction.Install => Install(arguments),
                KernelAction.Uninstall => Uninstall(arguments),
                KernelAction.Start => Start(arguments),
                _ => Say(KernelArguments.Usage),
            };
        }
        catch (Exception e) when (e is ConnectionException or IOException or UnauthorizedAccessException)
        {
            return Fail(e.Message, 1);
        }
    }

    private static int Install(KernelArguments arguments)
    {
        var spec = new KernelSpec
        {
            DisplayName = "AlexNet (PowerShell)",
            Language = Description.Language,
            Command = [.. Self(), "kernel", "start", "--connection-file", "{connection_file}"],
            Files = Logos.ToDictionary(name => name, Resource),
        };
        string folder = spec.Install(arguments.Folder, arguments.Name);
        return Say($"Installed the kernel '{arguments.Name}' in {folder}\nTry: jupyter console --kernel {arguments.Name}");
    }

    private static int Uninstall(KernelArguments arguments) => KernelSpec.Uninstall(arguments.Folder, arguments.Name)
        ? Say($"Removed the kernel '{arguments.Name}' from {arguments.Folder}")
        : Fail($"There is no kernel '{arguments.Name}' in {arguments.Folder}. `jupyter kernelspec list` shows where kernels are.", 1);

    private static int Start(KernelArguments arguments)
    {
        var connection = ConnectionInfo.Read(arguments.ConnectionFile);
        var log = Console.Error;
        NotebookEngine? engine = null;
        // What code writes past the host belongs to the cell as well.
        Console.SetOut(new ConsoleWriter(() => engine?.Output, isError: false));
        Console.SetError(new ConsoleWriter(() => engine?.Output, isError: true));
        var module = ModuleLocator.Find(AppContext.BaseDirectory, Environment.GetEnvironmentVariable(ModuleLocator.Variable));
        int code = KernelProcess.Run(connection, new KernelSetup(Description, () => engine = NotebookEngine.Open(module), new CellHistory(CellHistory.DefaultPath), log));
        Environment.Exit(code); // whatever a cell left running
        return code;
    }

    // The program itself, or dotnet and the program.
    private static string[] Self()
    {
        string process = Environment.ProcessPath ?? throw new IOException("The system does not say where this program is.");
        bool isHost = Path.GetFileNameWithoutExtension(process).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return isHost ? [process, typeof(KernelCommand).Assembly.Location] : [process];
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(KernelCommand).Assembly.GetManifestResourceStream(name)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static int Say(string text)
    {
        Console.Out.WriteLine(text);
        return 0;
    }

    private static int Fail(string message, int code)
    {
        Console.Error.WriteLine(message);
        return code;
    }
}
