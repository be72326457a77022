namespace AlexNet.Shell;

/// <summary>Ctrl-C stops the running script instead of the process; a third one while the script still has not ended ends the process.</summary>
internal sealed class Interrupts : IDisposable
{
    private const int Patience = 3;
    private readonly ShellRunspace _shell;
    private int _presses;

    public Interrupts(ShellRunspace shell)
    {
        _shell = shell;
        Console.CancelKeyPress += OnCancel;
    }

    /// <summary>Whether Ctrl-C was pressed since the start.</summary>
    public bool Interrupted { get; private set; }

    public void Dispose() => Console.CancelKeyPress -= OnCancel;

    private void OnCancel(object? sender, ConsoleCancelEventArgs e)
    {
        Interrupted = true;
        bool running = _shell.Stop();
        _presses = running ? _presses + 1 : 0;
        e.Cancel = _presses < Patience;
    }
}
