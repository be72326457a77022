using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Xunit.Abstractions;

namespace AlexNet.PowerShell.Tests;

public class RunspaceTests(ITestOutputHelper log)
{
    private const int Count = 32;

    /// <summary>Many runspaces that classify at once, as ForEach-Object -Parallel and Start-ThreadJob make them.</summary>
    [Theory]
    [InlineData("caltech101")]
    [InlineData("a file")]
    public void ThirtyTwoRunspacesGiveTheRightAnswersWithOneCopyOfTheWeights(string model)
    {
        var shipped = Path.Combine(ModuleSession.Root, "models", "caltech101.safetensors");
        var photos = Directory.GetFiles(Path.Combine(ModuleSession.Samples, "caltech101")).Order(StringComparer.Ordinal).ToArray();
        var script = $"param($photos) $photos | Invoke-AlexNetClassify -Model '{(model == "a file" ? shipped : model)}' -Top 1 | ForEach-Object {{ \"$($_.Label) $($_.Probability)\" }}";
        using var session = new ModuleSession();
        using var first = session.Create(script).AddArgument(photos);
        var expected = first.Invoke().Select(line => line.ToString()).ToArray();
        Assert.Equal(photos.Length, expected.Length);
        var weights = (long)session.Run("(Get-AlexNetModel -Model caltech101).Bytes").Output.Single().BaseObject;
        var before = WorkingSet();

        var runspaces = Enumerable.Range(0, Count).Select(_ => Open()).ToList();
        var shells = runspaces.Select(runspace => System.Management.Automation.PowerShell.Create(runspace).AddScript(script)).ToList();
        // Each begins with another photo, so that they are not all in the same place.
        var running = shells.Select((shell, index) => shell.AddArgument(Turned(photos, index)).BeginInvoke()).ToList();
        for (var i = 0; i < Count; i++)
        {
            Assert.Equal(Turned(expected, i), shells[i].EndInvoke(running[i]).Select(line => line.ToString()));
            Assert.False(shells[i].HadErrors);
        }
        var growth = WorkingSet() - before;
        log.WriteLine($"{growth / 1e6:0} MB more for {Count} runspaces; the weights are {weights / 1e6:0} MB");
        shells.ForEach(shell => shell.Dispose());
        runspaces.ForEach(runspace => runspace.Dispose());
        // A copy each would be thirty-two times the weights.
        Assert.True(growth < 4 * weights, $"{growth / 1e6:0} MB more, where the weights are {weights / 1e6:0} MB");
    }

    private static string[] Turned(string[] items, int by) => [.. items.Skip(by % items.Length), .. items.Take(by % items.Length)];

    private static long WorkingSet()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Environment.WorkingSet;
    }

    private static Runspace Open()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Path.Combine(ModuleSession.Root, "AlexNet.psd1")]);
        var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        return runspace;
    }
}
