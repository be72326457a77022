using System.Diagnostics;
using System.Management.Automation;
using AlexNet.Models.Tests.Catalogue;

namespace AlexNet.PowerShell.Tests.Catalogue;

/// <summary>What the cmdlets make of the installer, which has tests of its own. They share the cache folder, so they run one after the other.</summary>
[Collection(nameof(CacheTests))]
public sealed class InstallTests : IDisposable
{
    // One for all tests: opening a session takes longer than most of them.
    private static readonly ModuleSession Session = new();

    private readonly PublishedModel _published = new(Session);

    public void Dispose()
    {
        _published.Dispose();
        foreach (var folder in new[] { ModuleSession.CacheFolder, ModuleSession.ConfigFolder })
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void AModelIsInstalledFromTheNetworkAndAnswersByItsNameAndAsImagenet()
    {
        using var server = new TestServer(_published.Bytes);
        _published.Publish(server.At("small.bin"));
        var model = Assert.Single(Run("Install-AlexNetModel small -NoProxy -PassThru"));
        Assert.Equal(("small", 1000), (model.Properties["Name"].Value, model.Properties["Classes"].Value));
        Assert.StartsWith(ModuleSession.CacheFolder, (string)model.Properties["Path"].Value);
        foreach (var name in new[] { "small", "SMALL", "imagenet" })
        {
            var answer = Assert.Single(Run($"Invoke-AlexNetClassify '{ModuleSession.Samples}/fig.jpg' -Model {name} -Top 1")).Properties;
            Assert.Equal("small", answer["Model"].Value);
        }
        Assert.Equal("n", Run($"(Invoke-AlexNetClassify '{ModuleSession.Samples}/fig.jpg' -Model small).Predictions[0].Synset.Substring(0, 1)").Single().BaseObject);
        Assert.Equal([true], Run("(Find-AlexNetModel small).IsInstalled").Select(value => value.BaseObject));
        Assert.Contains("small", Run("(Get-AlexNetModel).Name").Select(value => value.BaseObject));
        Assert.Equal(["imagenet", "small"], Run("""
            $line = 'Invoke-AlexNetClassify x -Model '
            ([System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)).CompletionMatches.CompletionText
            """).Select(value => (string)value.BaseObject).Where(name => name is "imagenet" or "small").Order());
        Run("Install-AlexNetModel small -NoProxy");
        Assert.Single(server.Requests);
        Run("Install-AlexNetModel small -NoProxy -Force");
        Assert.Equal(2, server.Requests.Count);
        Run("Uninstall-AlexNetModel small");
        Assert.Equal([false], Run("(Find-AlexNetModel small).IsInstalled").Select(value => value.BaseObject));
    }

    [Fact]
    public async Task AfterCtrlCTheDownloadGoesOn()
    {
        var half = _published.Bytes.Length / 2;
        var sent = new TaskCompletionSource();
        using var server = new TestServer(async (request, stream, stop) =>
        {
            await Reply.File(stream, request, _published.Bytes, "\"v1\"", request.Start is null ? half : null);
            if (request.Start is not null) return;
            sent.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
        });
        _published.Publish(server.At("small.bin"));
        using (var shell = Session.Create("Install-AlexNetModel small -NoProxy"))
        {
            shell.BeginInvoke();
            await sent.Task;
            WaitFor(() => PartLength() == half);
            shell.Stop();
            Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        }
        Assert.Equal([false], Run("(Find-AlexNetModel small).IsInstalled").Select(value => value.BaseObject));
        Run("Install-AlexNetModel small -NoProxy");
        Assert.Equal([null, half], server.Requests.Select(request => request.Start));
        Assert.Equal([true], Run("(Find-AlexNetModel small).IsInstalled").Select(value => value.BaseObject));
    }

    [Fact]
    public void WithoutANetworkOneErrorSaysWhatToFetchAndHowToBringIt()
    {
        Uri nobody;
        using (var server = new TestServer(_published.Bytes)) nobody = server.At("small.bin");
        _published.Publish(nobody);
        var error = Fails("Install-AlexNetModel small -NoProxy");
        Assert.StartsWith("ModelNotFetched,", error.FullyQualifiedErrorId);
        Assert.Contains(nobody.AbsoluteUri, error.Exception.Message);
        Assert.Contains($"fetch {nobody.AbsoluteUri} ", error.ErrorDetails.RecommendedAction);
        Assert.Contains("Install-AlexNetModel small -Source ./small.bin", error.ErrorDetails.RecommendedAction);
        Run($"Install-AlexNetModel small -Source '{_published.File}'");
        Assert.Equal([true], Run("(Find-AlexNetModel small).IsInstalled").Select(value => value.BaseObject));
    }

    [Fact]
    public void AModelThatIsNotInstalledIsAnErrorThatSaysHowToInstallIt()
    {
        foreach (var (name, command) in new[] { ("imagenet", "Install-AlexNetModel bvlc_alexnet "), ("alexnet-owt", "Install-AlexNetModel alexnet-owt ") })
        {
            var error = Fails($"Get-AlexNetLayer -Model {name}");
            Assert.StartsWith("ModelNotInstalled,", error.FullyQualifiedErrorId);
            Assert.StartsWith(command, error.ErrorDetails.RecommendedAction);
            Assert.Contains("-Source", error.ErrorDetails.RecommendedAction);
        }
        Assert.StartsWith("ModelUnknown,", Fails("Install-AlexNetModel resnet").FullyQualifiedErrorId);
        Assert.StartsWith("ModelNotInstalled,", Fails("Uninstall-AlexNetModel bvlc_alexnet").FullyQualifiedErrorId);
    }

    [Fact]
    public void ADamagedFileIsRefused()
    {
        using var server = new TestServer(_published.Bytes);
        _published.Publish(server.At("small.bin"));
        var bytes = (byte[])_published.Bytes.Clone();
        bytes[^1] ^= 1;
        File.WriteAllBytes(_published.File, bytes);
        Assert.StartsWith("ModelHashWrong,", Fails($"Install-AlexNetModel small -Source '{_published.Folder}'").FullyQualifiedErrorId);
        Assert.StartsWith("ModelSourceInvalid,", Fails("Install-AlexNetModel small -Source variable:x").FullyQualifiedErrorId);
        Assert.Empty(server.Requests);
        Assert.Equal([false], Run("(Find-AlexNetModel small).IsInstalled").Select(value => value.BaseObject));
    }

    [Fact]
    public void ACatalogueThatIsNoneIsOneError()
    {
        File.WriteAllText(_published.File, "{}");
        Environment.SetEnvironmentVariable(PublishedModel.CatalogueVariable, _published.File);
        var error = Fails("Find-AlexNetModel");
        Assert.StartsWith("CatalogueInvalid,", error.FullyQualifiedErrorId);
        Assert.Contains(PublishedModel.CatalogueVariable, error.Exception.Message);
    }

    [Fact]
    public void TheDefaultModelIsKeptUntilItIsResetOrRemoved()
    {
        _published.Publish(new Uri("http://127.0.0.1/"));
        Run($"Install-AlexNetModel small -Source '{_published.File}'");
        const string answer = "(Get-AlexNetModel | Where-Object IsDefault).Name";
        var unchosen = Names(answer).ToList();
        Assert.DoesNotContain("small", unchosen);
        Assert.Equal(["small"], Names("(Set-AlexNetDefaultModel small -PassThru).Name"));
        Assert.Equal(["small"], Names(answer));
        using (var other = new ModuleSession())
            Assert.Equal("small", other.Run($"Invoke-AlexNetClassify '{ModuleSession.Samples}/fig.jpg'").Output.Single().Properties["Model"].Value);
        Run("Set-AlexNetDefaultModel paper -WhatIf");
        Assert.Equal(["small"], Names(answer));
        Assert.Equal(unchosen, Names("(Set-AlexNetDefaultModel -Reset -PassThru).Name"));
        Assert.Equal(unchosen, Names(answer));

        Run("Set-AlexNetDefaultModel small");
        Run("Uninstall-AlexNetModel small -WarningVariable warnings");
        Assert.Equal(unchosen, Names(answer));
        Assert.Single(Run("$warnings"));
    }

    [Fact]
    public void ADefaultModelThatIsGoneIsAnErrorThatSaysSo()
    {
        var file = Path.Combine(_published.Folder, "mine.safetensors");
        File.Copy(_published.File, file);
        Run($"Set-AlexNetDefaultModel '{file}'");
        Assert.Equal("paper", Run($"Invoke-AlexNetClassify '{ModuleSession.Samples}/fig.jpg'").Single().Properties["Model"].Value);
        File.Delete(file);
        var error = Fails($"Invoke-AlexNetClassify '{ModuleSession.Samples}/fig.jpg'");
        Assert.StartsWith("DefaultModelUnusable,", error.FullyQualifiedErrorId);
        Assert.Contains("-Reset", error.ErrorDetails.RecommendedAction);
        Assert.StartsWith("ModelNotInFile,", Fails("Set-AlexNetDefaultModel $model").FullyQualifiedErrorId);
        Assert.StartsWith("ModelNotFound,", Fails("Set-AlexNetDefaultModel ./nowhere.safetensors").FullyQualifiedErrorId);
    }

    private IReadOnlyList<PSObject> Run(string script)
    {
        var (output, errors) = Session.Run(script);
        Assert.Empty(errors);
        return output;
    }

    private IEnumerable<object> Names(string script) => Run(script).Select(value => value.BaseObject);

    private ErrorRecord Fails(string script) => Assert.Single(Session.Run(script).Errors);

    private static long PartLength()
    {
        var part = Path.Combine(ModuleSession.CacheFolder, "models", "downloads", "small.part");
        return File.Exists(part) ? new FileInfo(part).Length : 0;
    }

    private static void WaitFor(Func<bool> condition)
    {
        for (var start = Stopwatch.GetTimestamp(); !condition(); Thread.Sleep(20))
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2), "it does not come");
    }
}
