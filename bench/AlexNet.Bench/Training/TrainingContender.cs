using System.Diagnostics;
using System.Globalization;
using AlexNet.Bench.Rivals.Libtorch;

namespace AlexNet.Bench.Training;

/// <summary>A network in training in a process of its own, which makes a step when its turn comes.</summary>
internal sealed class TrainingContender : IDisposable
{
    private readonly Process _process;

    private TrainingContender(string name, Process process)
    {
        (Name, _process) = (name, process);
        Answer();
    }

    public string Name { get; }

    /// <summary>The loss of the last step.</summary>
    public double Loss { get; private set; }

    /// <summary>The most memory that the process had, in bytes.</summary>
    public long Peak => long.Parse(Ask("peak"), CultureInfo.InvariantCulture);

    public static TrainingContender Ours(string network, int batch, int threads) => new("AlexNetShell", Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, [.. Host(), "train", network, $"{batch}", $"{threads}"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!);

    public static TrainingContender Libtorch(LibtorchProgram program, string network, string input, int batch, int threads) =>
        new("libtorch", program.Start("train", network, input, $"{batch}", $"{threads}"));

    /// <summary>Seconds of one step.</summary>
    public double Step()
    {
        var words = Ask("step").Split(' ');
        Loss = double.Parse(words[1], CultureInfo.InvariantCulture);
        return double.Parse(words[0], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>The program itself, where it runs by the dotnet host rather than by its own.</summary>
    private static string[] Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(TrainingContender).Assembly.Location] : [];

    private string Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        return Answer();
    }

    private string Answer() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{Name}'s training ended; its message is above");
}
