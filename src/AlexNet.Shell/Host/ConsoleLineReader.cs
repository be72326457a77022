using System.Management.Automation;
using AlexNet.Shell.Repl;

namespace AlexNet.Shell.Host;

/// <summary>Asks at the terminal, or reads the answers from a redirected standard input.</summary>
internal sealed class ConsoleLineReader(ConsoleStreams streams, bool allowed) : ILineReader
{
    /// <summary>Stops the running command; called when Ctrl-C answers a question.</summary>
    public Action Stop { get; set; } = () => { };

    public void Write(string text) => streams.Write(text);

    public void StartLine() => streams.StartLine();

    public string Read(string prompt, bool secret)
    {
        if (!allowed)
            throw new PSInvalidOperationException("The shell runs with -NonInteractive and asks nothing. Give the value as a parameter, or -Confirm:$false.");
        streams.ClearProgress();
        if (!streams.Terminal.CanEdit)
        {
            streams.Write(prompt);
            return Console.In.ReadLine()
                ?? throw new PSInvalidOperationException("A command asked a question, but standard input has ended. Give the value as a parameter, or -Confirm:$false.");
        }
        var result = new LineEditor(new ConsoleKeys(), new LineRenderer(streams.Write, () => streams.Terminal.WindowWidth)) { Secret = secret }.Read(prompt);
        if (result.Kind == ReadKind.Line)
            return result.Text;
        Stop();
        throw new PipelineStoppedException();
    }
}
