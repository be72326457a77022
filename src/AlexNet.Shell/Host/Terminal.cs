namespace AlexNet.Shell.Host;

/// <summary>What the process's standard streams are connected to.</summary>
internal sealed record Terminal(bool InputIsTerminal, bool OutputIsTerminal, bool ErrorIsTerminal, bool Colours, int? Columns)
{
    private const int RedirectedWidth = 120; // as pwsh: wide enough that tables are not cut at 80

    public static Terminal Current { get; } = Detect(
        Console.IsInputRedirected, Console.IsOutputRedirected, Console.IsErrorRedirected, Environment.GetEnvironmentVariable);

    public static Terminal Detect(bool inputRedirected, bool outputRedirected, bool errorRedirected, Func<string, string?> variable)
    {
        bool plain = !string.IsNullOrEmpty(variable("NO_COLOR")) || variable("TERM") == "dumb";
        int? columns = int.TryParse(variable("COLUMNS"), out int c) && c is >= 20 and <= 10000 ? c : null;
        return new Terminal(!inputRedirected, !outputRedirected, !errorRedirected, !plain, columns);
    }

    /// <summary>A terminal on both sides that understands cursor movement: what line editing needs.</summary>
    public bool CanEdit => InputIsTerminal && OutputIsTerminal && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public bool ColourOutput => OutputIsTerminal && Colours;

    public bool ColourErrors => ErrorIsTerminal && Colours;

    public int Width => OutputIsTerminal ? WindowWidth : Columns ?? RedirectedWidth;

    public int WindowWidth
    {
        get
        {
            try
            {
                return Console.WindowWidth > 0 ? Console.WindowWidth : Columns ?? 80;
            }
            catch (IOException)
            {
                return Columns ?? 80;
            }
        }
    }

    public int WindowHeight
    {
        get
        {
            try
            {
                return Console.WindowHeight > 0 ? Console.WindowHeight : 25;
            }
            catch (IOException)
            {
                return 25;
            }
        }
    }
}
