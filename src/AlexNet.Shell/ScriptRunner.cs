using AlexNet.Shell.Host;

namespace AlexNet.Shell;

/// <summary>Runs -Command, -File or the script of standard input, and finds the exit code the way pwsh does.</summary>
internal sealed class ScriptRunner(ShellRunspace shell, ShellHost host, Interrupts interrupts)
{
    /// <summary>128 + SIGINT, what a Unix shell reports for an interrupted program.</summary>
    public const int Interrupted = 130;

    public int Run(Arguments arguments)
    {
        bool isFile = arguments.Action == ShellAction.File, isInput = arguments.Action == ShellAction.StandardInput;
        string path = isFile ? Path.GetFullPath(arguments.Script) : "";
        string script = isFile ? File.ReadAllText(path) : isInput ? Console.In.ReadToEnd() : arguments.Script;
        bool takesInput = Console.IsInputRedirected && !isInput && ScriptCommandLine.ReadsInput(script);
        script = isFile ? ScriptCommandLine.Build(path, arguments.ScriptArguments, takesInput) : ScriptCommandLine.WithStatus(script);

        var outcome = shell.Run(script, takesInput ? Lines(Console.In) : null);
        if (interrupts.Interrupted)
            return Interrupted;
        if (host.ExitCode is { } code)
            return code;
        // A script file that reached its end succeeded, whatever its last statement did; a command is judged by its last statement.
        bool failed = outcome != RunOutcome.Completed || !isFile && shell.Runspace.SessionStateProxy.GetVariable(ScriptCommandLine.StatusVariable) is false;
        return failed ? 1 : 0;
    }

    private static IEnumerable<string> Lines(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
