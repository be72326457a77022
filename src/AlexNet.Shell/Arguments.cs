namespace AlexNet.Shell;

internal enum ShellAction
{
    Interactive,
    Command,
    File,
    StandardInput,
    Help,
    Version,
}

/// <summary>What the command line asks for. The options and exit codes are those of pwsh, so that habits carry over.</summary>
internal sealed record Arguments
{
    /// <summary>The exit code for a command line that cannot be understood (EX_USAGE, as pwsh has it).</summary>
    public const int UsageError = 64;

    public ShellAction Action { get; init; } = ShellAction.Interactive;

    /// <summary>The script text of -Command, or the path of -File.</summary>
    public string Script { get; init; } = "";

    /// <summary>What follows the path of -File, as typed.</summary>
    public IReadOnlyList<string> ScriptArguments { get; init; } = [];

    public bool NoLogo { get; init; }

    public bool NoExit { get; init; }

    public bool NonInteractive { get; init; }

    public string? WorkingDirectory { get; init; }

    // Name, the shortest abbreviation pwsh accepts, and whether a value follows.
    private static readonly (string Name, string Shortest, bool TakesValue)[] Options =
    [
        ("command", "c", true), ("file", "f", true), ("help", "h", false), ("?", "?", false), ("version", "v", false),
        ("noprofile", "nop", false), ("noninteractive", "noni", false), ("nologo", "nol", false), ("noexit", "noe", false),
        ("interactive", "i", false), ("login", "l", false), ("noprofileloadtime", "noprofilel", false), ("sta", "sta", false), ("mta", "mta", false),
        ("executionpolicy", "ex", true), ("ep", "ep", true), ("workingdirectory", "wo", true), ("wd", "wd", true),
        ("outputformat", "o", true), ("inputformat", "inp", true),
    ];

    /// <summary>Reads a command line; null with one line in <paramref name="error"/> when it cannot be understood.</summary>
    /// <param name="args">The arguments of the process.</param>
    /// <param name="inputRedirected">Whether standard input is a file or a pipe: then it is the script when nothing else is asked for.</param>
    /// <param name="error">What is wrong, or an empty string.</param>
    public static Arguments? Parse(IReadOnlyList<string> args, bool inputRedirected, out string error)
    {
        error = "";
        var result = new Arguments { Action = inputRedirected ? ShellAction.StandardInput : ShellAction.Interactive };
        for (int i = 0; i < args.Count; i++)
        {
            // A bare word is a script file, as in `pwsh script.ps1`.
            string? option = args[i].StartsWith('-') && args[i].Length > 1 ? Canonical(args[i]) : "file";
            if (option is null)
            {
                error = $"Unknown option '{args[i]}'. Try -Help.";
                return null;
            }
            bool bare = !args[i].StartsWith('-') || args[i].Length == 1;
            if (TakesValue(option) && !bare && ++i >= args.Count)
            {
                error = $"Option '{args[i - 1]}' needs a value. Try -Help.";
                return null;
            }
            switch (option)
            {
                case "command":
                    var words = args.Skip(i).ToArray();
                    return words is ["-"]
                        ? result with { Action = ShellAction.StandardInput }
                        : result with { Action = ShellAction.Command, Script = string.Join(' ', words) };
                case "file":
                    return args[i] == "-"
                        ? result with { Action = ShellAction.StandardInput }
                        : result with { Action = ShellAction.File, Script = args[i], ScriptArguments = [.. args.Skip(i + 1)] };
                case "help" or "?":
                    return result with { Action = ShellAction.Help };
                case "version":
                    return result with { Action = ShellAction.Version };
                case "nologo":
                    result = result with { NoLogo = true };
                    break;
                case "noexit":
                    result = result with { NoExit = true };
                    break;
                case "noninteractive":
                    result = result with { NonInteractive = true };
                    break;
                case "workingdirectory" or "wd":
                    result = result with { WorkingDirectory = args[i] };
                    break;
            }
        }
        return result;
    }

    private static string? Canonical(string argument)
    {
        string typed = argument.TrimStart('-').ToLowerInvariant();
        return Options.Where(o => o.Name.StartsWith(typed, StringComparison.Ordinal) && typed.StartsWith(o.Shortest, StringComparison.Ordinal))
            .Select(o => o.Name).FirstOrDefault();
    }

    private static bool TakesValue(string name) => Options.Any(o => o.Name == name && o.TakesValue);

    public const string Usage = """
        AlexNet.Shell: PowerShell's engine with the AlexNet module, for machines without pwsh.

          AlexNet.Shell [-NoLogo] [-NonInteractive] [-WorkingDirectory <folder>]
                        [-Command <script> | -Command - | [-File] <script.ps1> [arguments]] [-NoExit]
          AlexNet.Shell kernel install | uninstall | start    the kernel for Jupyter; `kernel -Help` says how

          -Command, -c       run the script text (the rest of the line); '-' reads the script from standard input
          -File, -f          run a script file with the arguments that follow
          -NoExit            stay at the prompt after -Command or -File
          -NonInteractive    never ask: a prompt is an error
          -WorkingDirectory  start in this folder
          -Help, -Version    print this, or the versions

        -NoProfile, -ExecutionPolicy and the like are accepted and change nothing: no profile is ever loaded.
        Without arguments: a prompt; or, when standard input is a file or a pipe, the script read from it.
        Exit code: that of `exit`; 1 after a failed command or when the module is missing; 64 for a wrong option.
        ALEXNET_MODULE names another AlexNet.psd1 to import. NO_COLOR turns colours off. COLUMNS sets the width of redirected output.
        """;
}
