using AlexNet.Shell.Host;

namespace AlexNet.Shell;

/// <summary>Runs -Command, -File or the script of standard input, and finds the exit code the way pwsh does.</summary>
internal sealed class ScriptRunner(ShellRunspace shell, ShellHost host, Interrupts interrupts)
{
    /// <summary>128 + SIGINT, what a Unix shell reports for an interrupted program.</summary>
    public const int Interrupted = 130;

    public int Run(Arguments arguments)
    {
        var (script, text) = arguments.Action switch
        {
            ShellAction.File => FromFile(arguments),
            ShellAction.StandardInput => Same(Console.In.ReadToEnd()),
            _ => Same(arguments.Script),
        };
        bool takesInput = Console.IsInputRedirected && arguments.Action != ShellAction.StandardInput && ScriptCommandLine.ReadsInput(text);
        var outcome = shell.Run(script, takesInput ? Lines(Console.In) : null);
        if (interrupts.Interrupted)
            return Interrupted;
        if (host.ExitCode is { } code)
            return code;
        // A script file that reached its end succeeded, whatever its last statement did; a command is judged by its last statement.
        bool failed = outcome != RunOutcome.Completed || arguments.Action != ShellAction.File && !shell.LastSucceeded;
        return failed ? 1 : 0;

        static (string, string) Same(string script) => (script, script);
    }

    private static (string Script, string Text) FromFile(Arguments arguments)
    {
        string path = Path.GetFullPath(arguments.Script);
        return (ScriptCommandLine.Build(path, arguments.ScriptArguments), File.ReadAllText(path));
    }

    private static IEnumerable<string> Lines(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
