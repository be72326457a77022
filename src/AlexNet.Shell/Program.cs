using System.Management.Automation;
using System.Reflection;
using System.Text;
using AlexNet.Shell;
using AlexNet.Shell.Host;
using AlexNet.Shell.Repl;

return Arguments.Parse(args, Console.IsInputRedirected, out string error) switch
{
    null => Refuse(error, Arguments.UsageError),
    { Action: ShellAction.Help } => Print(Arguments.Usage),
    { Action: ShellAction.Version } => Print(Versions()),
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
    var questions = new Questions(streams, allowed: !arguments.NonInteractive);
    var host = new ShellHost(new ShellUserInterface(streams, questions));
    using var shell = ShellRunspace.Open(host);
    questions.Stop = () => shell.Stop();
    using var interrupts = new Interrupts(shell);

    string? problem = shell.ImportModule(ModuleLocator.Find(AppContext.BaseDirectory, Environment.GetEnvironmentVariable(ModuleLocator.Variable)));
    if (problem is not null)
        streams.WriteError(problem, Ansi.Red);

    int code = 0;
    if (arguments.Action != ShellAction.Interactive)
        code = new ScriptRunner(shell, host, interrupts).Run(arguments);
    if (arguments.Action == ShellAction.Interactive || arguments.NoExit && host.ExitCode is null)
    {
        if (!arguments.NoLogo && arguments.Action == ShellAction.Interactive)
            streams.Write(Versions() + "\nTab completes, help explains, exit leaves.\n");
        return new Prompt(shell, host, streams).Run();
    }
    streams.ClearProgress();
    return code == 0 && problem is not null ? 1 : code;
}

static string Versions()
{
    string? version = typeof(Arguments).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
    string? engine = typeof(PSObject).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split(' ', '+')[0];
    return $"AlexNetShell {version} (PowerShell engine {engine})";
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
