namespace AlexNet.Shell;

/// <summary>Ctrl-C stops the running script instead of the process; a third one for a script that still has not ended ends the process.</summary>
internal sealed class Interrupts : IDisposable
{
    private const int Patience = 3;
    private readonly ShellRunspace _shell;
    private readonly bool _atPrompt;
    private volatile bool _leaving;

    /// <param name="shell">The session whose script is stopped.</param>
    /// <param name="atPrompt">Whether there is a prompt to return to: then a Ctrl-C while nothing runs is ignored.</param>
    public Interrupts(ShellRunspace shell, bool atPrompt)
    {
        (_shell, _atPrompt) = (shell, atPrompt);
        Console.CancelKeyPress += OnCancel;
    }

    // Not unsubscribed: a Ctrl-C whose event is still on its way would then kill the process, and its exit code would be the signal's.
    public void Dispose() => _leaving = true;

    private void OnCancel(object? sender, ConsoleCancelEventArgs e)
    {
        if (_leaving)
        {
            e.Cancel = _atPrompt;
            return;
        }
        int asked = _shell.Stop();
        e.Cancel = asked == 0 ? _atPrompt : asked < Patience;
    }
}
