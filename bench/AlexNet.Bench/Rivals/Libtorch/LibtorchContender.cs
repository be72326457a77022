using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace AlexNet.Bench.Rivals.Libtorch;

/// <summary>libtorch in a process of its own, which runs when its turn comes and says how long that took.</summary>
internal sealed class LibtorchContender : IContender
{
    private readonly Process _process;
    private readonly string _logits = Path.GetTempFileName();

    public LibtorchContender(LibtorchProgram program, string network, string input, int batch, int threads)
    {
        _process = program.Start("serve", network, input, $"{batch}", $"{threads}");
        Layout = Answer();
    }

    public string Name => "libtorch";

    /// <summary>Channels first or last.</summary>
    public string Layout { get; }

    public void Run() => TimedRun();

    public double TimedRun() => double.Parse(Ask("run"), CultureInfo.InvariantCulture);

    public float[] Logits()
    {
        Ask($"logits {_logits}");
        return MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(_logits)).ToArray();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        File.Delete(_logits);
    }

    private string Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        return Answer();
    }

    private string Answer() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the libtorch program ended; its message is above");
}
