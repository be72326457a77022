using System.Diagnostics;
using System.Text;

namespace AlexNet.Shell.Tests;

/// <summary>The shell in a pseudo terminal, which util-linux's <c>script</c> opens around it.</summary>
internal sealed class TerminalSession : IDisposable
{
    private const string Script = "/usr/bin/script";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StringBuilder _screen = new();
    private readonly Task _reading;
    private int _seen;

    public TerminalSession(string dataFolder, params (string Name, string Value)[] environment)
    {
        // A run in the background ignores the interrupt signal, and its children inherit that. Without exec, dash would stay between script and
        // the shell, get every Ctrl-C too, and report its own death by it.
        var start = new ProcessStartInfo(Script, ["-qefc", $"exec env --default-signal=INT dotnet '{ShellProcess.Assembly}' -NoLogo", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = ShellProcess.Fixtures,
        };
        start.Environment["ALEXNET_MODULE"] = Path.Combine(ShellProcess.Fixtures, "AlexNet");
        start.Environment["XDG_DATA_HOME"] = dataFolder;
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _reading = Task.Run(Read);
        Expect("PS ");
    }

    /// <summary>Whether this machine can open one; the tests that need it pass without doing anything where it cannot.</summary>
    public static bool Available => OperatingSystem.IsLinux() && File.Exists(Script);

    public string Screen
    {
        get
        {
            lock (_screen)
                return _screen.ToString();
        }
    }

    public void Type(string keys)
    {
        lock (_screen)
            _seen = _screen.Length;
        _process.StandardInput.Write(keys);
        _process.StandardInput.Flush();
    }

    /// <summary>Waits until the text appears in what was written since the last keys.</summary>
    public void Expect(string text)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience)
        {
            lock (_screen)
            {
                if (_screen.ToString(_seen, _screen.Length - _seen).Contains(text, StringComparison.Ordinal))
                    return;
            }
            Thread.Sleep(10);
        }
        Assert.Fail($"'{text}' did not appear. The screen since the last keys: {Screen[_seen..]}");
    }

    /// <summary>Waits until the shell has left, and checks how.</summary>
    public void ExpectExit(int code)
    {
        int actual = Wait();
        Assert.True(code == actual, $"The shell left with {actual}, not {code}. The screen: {Screen}");
    }

    public int Wait()
    {
        Assert.True(_process.WaitForExit(Patience), "The shell did not leave.");
        _reading.Wait();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Read()
    {
        var buffer = new char[4096];
        int count;
        while ((count = _process.StandardOutput.Read(buffer)) > 0)
        {
            lock (_screen)
                _screen.Append(buffer, 0, count);
        }
    }
}
