namespace AlexNet.PowerShell.Tests;

/// <summary>What is kept in the cache folder. The classes of this collection run one after the other: they share the folder.</summary>
[Collection(nameof(CacheTests))]
public sealed class CacheTests : IDisposable
{
    private const string Tune = "Measure-AlexNetPerformance $model -Tune -BatchSize 1 -ThreadCount 1 -Repeat 1";

    public void Dispose()
    {
        if (Directory.Exists(ModuleSession.CacheFolder)) Directory.Delete(ModuleSession.CacheFolder, recursive: true);
    }

    [Fact]
    public void TuningKeepsOneChoiceForEachConvolutionAndLayersShowIt()
    {
        using var session = new ModuleSession();
        var (output, errors) = session.Run($"{Tune} -ExcludeAlgorithm Winograd4x4, SpaceToDepth*, Direct, Fft");
        Assert.Empty(errors);
        var chosen = output.Where(time => (bool)time.Properties["IsChosen"].Value).ToDictionary(time => (string)time.Properties["Layer"].Value, time => time.Properties["Algorithm"].Value);
        Assert.Equal(5, chosen.Count);
        Assert.True(output.Count >= 9);
        Assert.Single(Directory.GetFiles(ModuleSession.CacheFolder, "convolutions-*.json"));
        foreach (var layer in session.Run("Get-AlexNetLayer conv* -Model $model -BatchSize 1 -ThreadCount 1").Output)
            Assert.Equal(chosen[(string)layer.Properties["Name"].Value], layer.Properties["Algorithm"].Value);
    }

    [Fact]
    public void WhatIfMeasuresButKeepsNothing()
    {
        using var session = new ModuleSession();
        var (output, errors) = session.Run($"{Tune} -WhatIf");
        Assert.Empty(errors);
        Assert.NotEmpty(output);
        Assert.False(Directory.Exists(ModuleSession.CacheFolder));
    }

    [Fact]
    public void ADamagedFileIsOneWarningAndTuningWritesItAnew()
    {
        using var session = new ModuleSession();
        session.Run(Tune);
        var file = Directory.GetFiles(ModuleSession.CacheFolder).Single();
        File.WriteAllText(file, "damaged");
        using (var shell = session.Create($"1..2 | ForEach-Object {{ Invoke-AlexNetClassify '{ModuleSession.Samples}/fig.jpg' -Model $model }}"))
        {
            Assert.Equal(2, shell.Invoke().Count);
            Assert.Empty(shell.Streams.Error);
            var warning = Assert.Single(shell.Streams.Warning, warning => !warning.Message.Contains("UNTRAINED")).Message;
            Assert.Contains(file, warning);
            Assert.Contains("Measure-AlexNetPerformance -Tune", warning);
        }
        Assert.Empty(session.Run(Tune).Errors);
        Assert.StartsWith("[", File.ReadAllText(file));
    }

    [Fact]
    public void AFolderThatCannotBeWrittenIsAnErrorAfterTheMeasurements()
    {
        using var session = new ModuleSession();
        // A file where the folder should be: that stops the superuser too.
        File.WriteAllText(ModuleSession.CacheFolder, "");
        try
        {
            var (output, errors) = session.Run(Tune);
            Assert.NotEmpty(output);
            Assert.StartsWith("TunedChoicesNotWritten,", Assert.Single(errors).FullyQualifiedErrorId);
        }
        finally
        {
            File.Delete(ModuleSession.CacheFolder);
        }
    }
}
