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

    [Theory]
    [InlineData("Float32")]
    [InlineData("Float16")]
    [InlineData("BFloat16")]
    [InlineData("Int8")]
    public void AModelFileIsImportedInTheWeightPrecisionAskedFor(string precision)
    {
        using var session = new ModuleSession();
        var file = Path.Combine(Path.GetTempPath(), $"alexnet-{Guid.NewGuid():n}.safetensors");
        try
        {
            Assert.Empty(session.Run($"Export-AlexNetModel -Model $model -Path '{file}'; $small = Import-AlexNetModel '{file}' -WeightPrecision {precision}").Errors);
            Assert.Equal(precision, session.Run("(Get-AlexNetModel -Model $small).WeightPrecision").Output.Single().ToString());
            // What Get-AlexNetModel describes still answers in that precision, though its file is in another.
            var answers = session.Run($"$small, ($small | Get-AlexNetModel) | ForEach-Object {{ (Invoke-AlexNetClassify '{ModuleSession.Samples}/fig.jpg' -Model $_).Probability }}").Output;
            Assert.Equal(answers[0].BaseObject, answers[1].BaseObject);
            var full = session.Run($"(Invoke-AlexNetClassify '{ModuleSession.Samples}/fig.jpg' -Model $model).Probability").Output.Single().BaseObject;
            Assert.Equal(precision == "Float32", full.Equals(answers[0].BaseObject));
            Assert.Equal((float)full, (float)answers[0].BaseObject, 0.05);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void AnUnknownWeightPrecisionAndAWeightThatDoesNotFitAreErrors()
    {
        using var session = new ModuleSession();
        Assert.Contains("Int8", Assert.Single(session.Run("New-AlexNetModel -WeightPrecision Int4").Errors).Exception.Message);
        var file = Path.Combine(Path.GetTempPath(), $"alexnet-{Guid.NewGuid():n}.safetensors");
        try
        {
            session.Run($"Export-AlexNetModel -Model $model -Path '{file}'");
            // The file ends with the last layer's weights and its ten biases.
            var bytes = File.ReadAllBytes(file);
            var biases = 10 * sizeof(float);
            BitConverter.GetBytes(float.NaN).CopyTo(bytes, bytes.Length - biases - sizeof(float));
            File.WriteAllBytes(file, bytes);
            var (output, errors) = session.Run($"Import-AlexNetModel '{file}' -WeightPrecision Int8");
            Assert.Empty(output);
            Assert.StartsWith("WeightNotConvertible,", Assert.Single(errors).FullyQualifiedErrorId);
            Assert.Contains("element 639 of the weights 'fc8.weight' is NaN", errors[0].Exception.Message);
            Assert.Single(session.Run($"Import-AlexNetModel '{file}'").Output);
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

    [Theory]
    [InlineData("caltech101")]
    [InlineData("{0}")]
    [InlineData("file://{0}")]
    [InlineData("([uri]'file://{0}')")]
    [InlineData("([System.IO.FileInfo]'{0}')")]
    [InlineData("(Import-AlexNetModel '{0}')")]
    [InlineData("(Get-AlexNetModel caltech101)")]
    public void AModelIsAskedForByNamePathAddressOrObject(string model)
    {
        using var session = new ModuleSession();
        var file = Path.Combine(ModuleSession.Root, "models", "caltech101.safetensors");
        var (output, errors) = session.Run($"(Invoke-AlexNetClassify '{ModuleSession.Samples}/caltech101/panda.jpg' -Model {string.Format(model, file)}).Label");
        Assert.Empty(errors);
        Assert.Equal("panda", output.Single().BaseObject);
    }

    [Fact]
    public void NoTypeOfADependencyIsAParameterOrAnOutput()
    {
        // Such a type has another identity for every module that brings it along, and scripts could not name it.
        using var session = new ModuleSession();
        var (types, _) = session.Run("foreach ($command in Get-Command -Module AlexNet) { $command.Parameters.Values.ParameterType; $command.OutputType.Type }");
        Assert.True(types.Count > 200);
        var assemblies = types.Select(type => ((Type)type.BaseObject).Assembly.GetName().Name!).Distinct().Where(name => !name.StartsWith("System", StringComparison.Ordinal));
        Assert.Equal(["AlexNet.Engine", "AlexNet.PowerShell"], assemblies.Order(StringComparer.Ordinal));
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
