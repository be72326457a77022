using System.Diagnostics;
using System.Xml.Linq;

namespace AlexNet.Engine.Tests.Kernels;

/// <summary>
/// Runs the kernel tests of this assembly again in a process that may not use the processor's newer instructions:
/// the paths that this machine would never take by itself.
/// </summary>
public class FeatureLevelTests
{
    /// <summary>Fewer would mean that the filter no longer finds the kernel tests.</summary>
    private const int FewestTests = 30;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task TheKernelTestsPassWithout(string feature)
    {
        if (Environment.GetEnvironmentVariable(FeatureLevel.Variable) is not null) return;

        var results = Directory.CreateTempSubdirectory("alexnet-feature-level-");
        try
        {
            using var process = Process.Start(KernelTestsWithout(feature, results.FullName))!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            var exit = process.WaitForExitAsync();
            var finished = await Task.WhenAny(exit, Task.Delay(Patience)) == exit;
            if (!finished) process.Kill(entireProcessTree: true);

            var story = $"{feature}=0\n{await output}\n{await errors}";
            Assert.True(finished, $"the tests hang; {story}");
            Assert.True(process.ExitCode == 0, story);
            Assert.True(Passed(Path.Combine(results.FullName, "kernels.trx")) >= FewestTests, story);
        }
        finally
        {
            results.Delete(recursive: true);
        }
    }

    private static ProcessStartInfo KernelTestsWithout(string feature, string results) => new(DotnetHost)
    {
        ArgumentList =
        {
            "vstest", typeof(FeatureLevelTests).Assembly.Location, "--TestCaseFilter:Category=Kernel",
            "--logger:trx;LogFileName=kernels.trx", $"--ResultsDirectory:{results}",
        },
        Environment = { [feature] = "0", [FeatureLevel.Variable] = feature },
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static string DotnetHost =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
        ?? (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet");

    private static int Passed(string results)
    {
        var document = XDocument.Load(results);
        var counters = document.Descendants(document.Root!.Name.Namespace + "Counters").Single();
        return (int)counters.Attribute("passed")!;
    }
}
