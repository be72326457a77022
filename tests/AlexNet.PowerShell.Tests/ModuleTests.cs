using System.Management.Automation;
using System.Runtime.Loader;

namespace AlexNet.PowerShell.Tests;

public class ModuleTests
{
    [Fact]
    public void AFolderOfPhotosGivesAnAnswerEach()
    {
        using var session = new ModuleSession();
        var (output, errors) = session.Run($"Invoke-AlexNetClassify '{ModuleSession.Samples}' -Model $model -Top 3");
        Assert.Empty(errors);
        Assert.Equal(10, output.Count);
        foreach (var item in output)
        {
            Assert.StartsWith(ModuleSession.Samples, (string)item.Properties["Path"].Value);
            Assert.Contains("::", (string)item.Properties["PSPath"].Value);
            Assert.InRange((float)item.Properties["Probability"].Value, 0, 1);
            Assert.Equal(3, ((System.Collections.ICollection)item.Properties["Predictions"].Value).Count);
        }
    }

    [Fact]
    public void WhatIsNoPhotoIsNamedAndTheRestGoesOn()
    {
        using var session = new ModuleSession();
        var (output, errors) = session.Run($"'{ModuleSession.Samples}/LICENSES.md', '{ModuleSession.Samples}/fig.jpg', '{ModuleSession.Samples}/missing.jpg' | Invoke-AlexNetClassify -Model $model");
        Assert.Single(output);
        Assert.Equal([ErrorCategory.InvalidData, ErrorCategory.ObjectNotFound], errors.Select(error => error.CategoryInfo.Category).Order());
        Assert.Contains(errors, error => error.Exception.Message.Contains("LICENSES.md", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Exception.Message.Contains("missing.jpg", StringComparison.Ordinal));
    }

    [Fact]
    public void AModelGoesToAFileAndBackWithTheSameAnswers()
    {
        using var session = new ModuleSession();
        var file = Path.Combine(Path.GetTempPath(), $"alexnet-{Guid.NewGuid():n}.safetensors");
        try
        {
            var fig = $"{ModuleSession.Samples}/fig.jpg";
            Assert.Empty(session.Run($"Export-AlexNetModel -Model $model -Path '{file}' -WhatIf").Errors);
            Assert.False(File.Exists(file));
            Assert.Empty(session.Run($"Export-AlexNetModel -Model $model -Path '{file}'").Errors);
            var before = session.Run($"(Invoke-AlexNetClassify '{fig}' -Model $model).Probability").Output.Single().BaseObject;
            var after = session.Run($"(Invoke-AlexNetClassify '{fig}' -Model (Import-AlexNetModel '{file}')).Probability").Output.Single().BaseObject;
            Assert.Equal(before, after);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void ImportingTwiceAndInTwoRunspacesWorks()
    {
        using var first = new ModuleSession();
        using var second = new ModuleSession();
        Assert.Empty(first.Run($"Import-Module '{Path.Combine(ModuleSession.Root, "AlexNet.psd1")}' -Force").Errors);
        foreach (var session in new[] { first, second })
            Assert.Single(session.Run($"Invoke-AlexNetClassify '{ModuleSession.Samples}/fig.jpg' -Model $model").Output);
    }

    [Fact]
    public void DependenciesStayOutOfTheDefaultContext()
    {
        using var session = new ModuleSession();
        session.Run($"Invoke-AlexNetClassify '{ModuleSession.Samples}/fig.jpg' -Model $model");
        var skia = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name is "SkiaSharp" or "AlexNet.Imaging" or "AlexNet.Models").ToList();
        Assert.Contains(skia, assembly => assembly.GetName().Name == "SkiaSharp");
        Assert.All(skia, assembly => Assert.NotSame(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(assembly)));
    }

    [Fact]
    public void LayersOfThePaperAddUp()
    {
        using var session = new ModuleSession();
        var (output, errors) = session.Run("Get-AlexNetLayer -Architecture paper");
        Assert.Empty(errors);
        Assert.Equal(60_965_224, output.Sum(layer => Convert.ToInt64(layer.Properties["Parameters"].Value)));
        Assert.Equal("conv1", output[0].Properties["Name"].Value);
    }

    [Fact]
    public void AStoppedPipelineStops()
    {
        using var session = new ModuleSession();
        using var shell = session.Create($"while ($true) {{ Invoke-AlexNetClassify '{ModuleSession.Samples}' -Model $model }}");
        var running = shell.BeginInvoke();
        Thread.Sleep(500);
        shell.Stop();
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Single(session.Run($"Invoke-AlexNetClassify '{ModuleSession.Samples}/fig.jpg' -Model $model").Output);
    }
}
