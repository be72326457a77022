using System.Diagnostics;
using AlexNet.Models.Tests.Trainee;
using AlexNet.Models.Training;

namespace AlexNet.Models.Tests.Training;

/// <summary>A training process that is killed, fifty times, at any moment: while it computes, writes a checkpoint or renames it.</summary>
public class KilledRunTests : TemporaryFolder
{
    private const int Kills = 50, MostSteps = 8, Epochs = 70;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task EndsWithTheBitsOfARunThatWasNotCut()
    {
        var random = new Random(2012);
        for (var kill = 0; kill < Kills; kill++) await RunAndKill(random);
        using var last = Start();
        last.StandardInput.Close();
        await last.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await last.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, last.ExitCode);

        using var uncut = TinyRun.Start(TinyRun.Options(Epochs));
        foreach (var _ in uncut.Run()) { }
        SameRun.Check(uncut.ToModel(), ModelFile.Load(At("model.safetensors")));
    }

    /// <summary>Lets it do up to so many steps, and kills it at some moment meanwhile: it cannot come to its end first.</summary>
    private async Task RunAndKill(Random random)
    {
        using var process = Start();
        Assert.NotNull(await process.StandardOutput.ReadLineAsync().WaitAsync(Patience));
        await process.StandardInput.WriteAsync(new string('\n', random.Next(1, MostSteps)));
        await process.StandardInput.FlushAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * 40));
        Assert.False(process.HasExited);
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Patience);
        // Whole, whatever was under way; killed before its first step, a run has nothing to tell yet.
        if (File.Exists(At("checkpoint.safetensors"))) Assert.All(TrainingHistory.Of(ModelFile.Load(At("checkpoint.safetensors"))), run => Assert.True(run.LastStep > 0));
    }

    private Process Start() => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { typeof(TinyRun).Assembly.Location, At("checkpoint.safetensors"), At("model.safetensors"), $"{Epochs}" },
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}
