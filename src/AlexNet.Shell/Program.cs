using System.Management.Automation;
using System.Reflection;
using System.Text;
using AlexNet.Shell;
using AlexNet.Shell.Host;
using AlexNet.Shell.Notebook;
using AlexNet.Shell.Repl;

if (args is ["kernel", .. var rest])
    return KernelCommand.Run(rest);
return Arguments.Parse(args, Console.IsInputRedirected, out string error) switch
{
    null => Refuse(error, Arguments.UsageError),
    { Action: ShellAction.Help } => Print(Arguments.Usage),
    { Action: ShellAction.Version } => Print(ShellVersion.Line),
    { } arguments => Run(arguments),
};

static int Run(Arguments arguments)
{
    if (OperatingSystem.IsWindows())
        Console.OutputEncoding = new UTF8Encoding(false);
    if (arguments.WorkingDirectory is { } folder)
    {
        if (!Directory.Exists(folder))
            return Refuse($"The working directory '{folder}' does not exist.", Arguments.UsageError);
        Environment.CurrentDirectory = Path.GetFullPath(folder);
    }
    if (arguments.Action == ShellAction.File && !File.Exists(arguments.Script))
        return Refuse($"There is no script file '{arguments.Script}'. Check the path; -Command runs a command.", Arguments.UsageError);

    var streams = new ConsoleStreams(Terminal.Current, Console.Out, Console.Error);
    var reader = new ConsoleLineReader(streams, allowed: !arguments.NonInteractive);
    var host = new ShellHost(new ShellUserInterface(streams, new Questions(reader))) { BeforeProgram = streams.ClearProgress };
    using var shell = ShellRunspace.Open(host);
    reader.Stop = () => shell.Stop();
    using var interrupts = new Interrupts(shell, atPrompt: arguments.Action == ShellAction.Interactive || arguments.NoExit);

    string? problem = shell.ImportModule(ModuleLocator.Find(AppContext.BaseDirectory, Environment.GetEnvironmentVariable(ModuleLocator.Variable)));
    if (problem is not null)
        streams.WriteError(problem, Ansi.Red);

    int code = 0;
    if (arguments.Action != ShellAction.Interactive)
        code = new ScriptRunner(shell, host).Run(arguments);
    if (arguments.Action == ShellAction.Interactive || arguments.NoExit && host.ExitCode is null)
    {
        if (!arguments.NoLogo && arguments.Action == ShellAction.Interactive)
            streams.Write(ShellVersion.Line + "\nTab completes, help explains, exit leaves.\n");
        return new Prompt(shell, host, streams).Run();
    }
    streams.ClearProgress();
    return code == 0 && problem is not null ? 1 : code;
}

static int Print(string text)
{
    Console.Out.WriteLine(text);
    return 0;
}

static int Refuse(string message, int code)
{
    Console.Error.WriteLine(message);
    return code;
}
