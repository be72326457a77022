using System.Management.Automation;

namespace AlexNet.PowerShell.Tests;

[Collection(nameof(CacheTests))]
public class PerformanceTests
{
    [Fact]
    public void EachCombinationOfBatchAndThreadsGivesAnObject()
    {
        using var session = new ModuleSession();
        var (output, errors) = session.Run("$model | Measure-AlexNetPerformance -BatchSize 1, 3 -ThreadCount 1, 2 -Repeat 2");
        Assert.Empty(errors);
        Assert.Equal([(1, 1), (3, 1), (1, 2), (3, 2)], output.Select(item => ((int)item.Properties["BatchSize"].Value, (int)item.Properties["ThreadCount"].Value)));
        Assert.All(output, item => Assert.True((double)item.Properties["MillisecondsPerImage"].Value >= (double)item.Properties["BestMillisecondsPerImage"].Value));
        Assert.All(output, item => Assert.Equal(2, item.Properties["Repeats"].Value));
    }

    [Fact]
    public void LayersHaveSharesThatAddUp()
    {
        using var session = new ModuleSession();
        var (output, errors) = session.Run("Measure-AlexNetPerformance $model -BatchSize 2 -PerLayer -Repeat 2 -Algorithm ImplicitGemm");
        Assert.Empty(errors);
        Assert.Equal(1, output.Sum(layer => (double)layer.Properties["Share"].Value), 1e-9);
        Assert.Equal(5, output.Count(layer => "ImplicitGemm".Equals(layer.Properties["Algorithm"].Value)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-PerLayer")]
    [InlineData("-Tune")]
    public void AStoppedMeasurementStops(string parameters)
    {
        using var session = new ModuleSession();
        using var shell = session.Create($"'measuring'; Measure-AlexNetPerformance $model -Seconds 3600 {parameters}");
        var output = new PSDataCollection<PSObject>();
        var running = shell.BeginInvoke(new PSDataCollection<PSObject>(), output);
        Assert.True(SpinWait.SpinUntil(() => output.Count > 0, TimeSpan.FromMinutes(1)));
        Thread.Sleep(200);
        shell.Stop();
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.True(running.IsCompleted);
        Assert.Single(output);
        // Features of photos, which other tests keep there, are none of its business.
        Assert.False(Directory.Exists(ModuleSession.CacheFolder) && Directory.EnumerateFiles(ModuleSession.CacheFolder, "convolutions-*").Any());
    }
}
