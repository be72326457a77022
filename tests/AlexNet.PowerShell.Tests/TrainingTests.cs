using System.Management.Automation;

namespace AlexNet.PowerShell.Tests;

/// <summary>Start-AlexNetTraining, stopped and watched as a user does.</summary>
public sealed class TrainingTests : IDisposable
{
    // The rate does not depend on the number of epochs, so that a run may be cut without knowing when it would have ended.
    private const string Small = "-BatchSize 4 -FullyConnectedWidth 16 -InputSize 67 -Seed 1 -Schedule Constant -WarmupEpochs 0 -Validation 0.25";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("alexnet-training-").FullName;
    private readonly ModuleSession _session = new();

    public TrainingTests()
    {
        foreach (var (label, photo) in new[] { ("cat", "cat.png"), ("cat", "red-panda.jpg"), ("cat", "crab.jpg"), ("fig", "fig.jpg"), ("fig", "pagoda.jpg"), ("fig", "espresso.jpg") })
            File.Copy(Path.Combine(ModuleSession.Samples, photo), Path.Combine(Directory.CreateDirectory(At($"photos/{label}")).FullName, photo));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void StoppedByControlCItLeavesACheckpointThatGoesOnToTheSameBits(int devices)
    {
        using (var shell = _session.Create($"Start-AlexNetTraining '{At("photos")}' '{At("cut.safetensors")}' {Small} -Epochs 100000 -Checkpoint '{At("run.safetensors")}'"))
        {
            using var hasBegun = new ManualResetEventSlim();
            using var output = new PSDataCollection<PSObject>();
            output.DataAdded += (_, _) => hasBegun.Set();
            shell.BeginInvoke<PSObject, PSObject>(null, output);
            Assert.True(hasBegun.Wait(Patience));
            shell.Stop();
            Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        }
        Assert.Equal(["run.safetensors", "run.svg"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
        var done = Convert.ToInt32(Single($"(Get-AlexNetTrainingHistory '{At("run.safetensors")}').Epochs.Count"));
        Assert.InRange(done, 1, 100000 - 2);
        var atTheCut = Single(Weights("run.safetensors"));

        var rest = Run($"Start-AlexNetTraining '{At("photos")}' '{At("cut.safetensors")}' {Small} -Epochs {done + 2} -Checkpoint '{At("run.safetensors")}' -Resume -DeviceCount {devices}");
        Assert.Equal([done + 1, done + 2], rest.Select(epoch => (int)epoch.Properties["Epoch"].Value));
        Run($"Start-AlexNetTraining '{At("photos")}' '{At("whole.safetensors")}' {Small} -Epochs {done + 2}");
        Assert.Equal(Single(Weights("whole.safetensors")), Single(Weights("cut.safetensors")));
        Assert.NotEqual(atTheCut, Single(Weights("cut.safetensors")));
    }

    [Fact]
    public void ProgressTellsLossErrorsSpeedAndTimeLeft()
    {
        using var shell = _session.Create($"Start-AlexNetTraining '{At("photos")}' '{At("model.safetensors")}' {Small} -Epochs 3");
        Assert.Equal(3, shell.Invoke().Count);
        Assert.Empty(shell.Streams.Error);
        var records = shell.Streams.Progress.Where(record => record.Activity == "Training").ToList();
        Assert.Equal(ProgressRecordType.Completed, records[^1].RecordType);
        var steps = records.Where(record => record.StatusDescription.StartsWith("Epoch", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(steps);
        Assert.All(steps, record =>
        {
            Assert.Matches(@"^Epoch [1-3] of 3, loss \d+\D\d{3}, top-1 error [\d.,]+.?%, top-5 [\d.,]+.?%, [\d.,]+ images a second$", record.StatusDescription);
            Assert.InRange(record.PercentComplete, 1, 100);
            Assert.InRange(record.SecondsRemaining, 0, int.MaxValue);
        });
        Assert.True(steps[^1].PercentComplete > steps[0].PercentComplete || steps.Count == 1);
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private IReadOnlyList<PSObject> Run(string script)
    {
        var (output, errors) = _session.Run(script);
        Assert.Empty(errors);
        return output;
    }

    private object Single(string script) => Assert.Single(Run(script)).BaseObject;

    /// <summary>A script that gives the hash of all of a model's weights.</summary>
    private string Weights(string model) => $$"""
        (& {
            $hash = [System.Security.Cryptography.IncrementalHash]::CreateHash('SHA256')
            foreach ($weight in (Import-AlexNetModel '{{At(model)}}').Weights) {
                [float[]] $values = $weight.ToArray()
                $bytes = [byte[]]::new(4 * $values.Length)
                [Buffer]::BlockCopy($values, 0, $bytes, 0, $bytes.Length)
                $hash.AppendData($bytes)
            }
            [Convert]::ToHexString($hash.GetHashAndReset())
        })
        """;
}
