namespace AlexNet.PowerShell.Tests;

[Collection(nameof(CacheTests))]
public class AlgorithmTests
{
    [Theory]
    [InlineData("-Algorithm Winograd2x2", "conv2", "Winograd2x2")]
    [InlineData("-Algorithm Winograd2x2 -ExcludeAlgorithm SpaceToDepth*", "conv1", "ImplicitGemm")]
    [InlineData("-Algorithm @{ CONV1 = 'spacetodepth'; conv3 = 'Im2Col' }", "conv1", "SpaceToDepth")]
    [InlineData("-Algorithm @{ conv1 = 'SpaceToDepth'; conv3 = 'Im2Col' }", "conv3", "Im2Col")]
    [InlineData("-Algorithm ([ordered]@{ conv2 = 'ImplicitGemm' }) -BatchSize 8 -ThreadCount 1", "conv2", "ImplicitGemm")]
    [InlineData("-ExcludeAlgorithm *Winograd*, Direct, Fft, SpaceToDepth", "conv5", "ImplicitGemm")]
    public void ALayerShowsWhatComputesIt(string parameters, string layer, string expected)
    {
        using var session = new ModuleSession();
        var (output, errors) = session.Run($"Get-AlexNetLayer {layer} -Model $model {parameters}");
        Assert.Empty(errors);
        var found = Assert.Single(output);
        Assert.Equal(expected, found.Properties["Algorithm"].Value);
        Assert.Contains(expected, (IEnumerable<string>)found.Properties["Algorithms"].Value);
    }

    [Fact]
    public void AnswersDoNotDependOnTheAlgorithmButForRounding()
    {
        using var session = new ModuleSession();
        var (output, errors) = session.Run(
            $"foreach ($algorithm in 'Im2Col', 'ImplicitGemm', 'Winograd2x2', @{{ conv1 = 'SpaceToDepth' }}) {{ Invoke-AlexNetClassify '{ModuleSession.Samples}/fig.jpg' -Model $model -Algorithm $algorithm }}");
        Assert.Empty(errors);
        Assert.Equal(4, output.Count);
        var probability = (float)output[0].Properties["Probability"].Value;
        Assert.All(output, answer => Assert.InRange((float)answer.Properties["Probability"].Value, probability - 1e-4f, probability + 1e-4f));
    }

    [Theory]
    [InlineData("-Algorithm Magic", "AlgorithmUnknown")]
    [InlineData("-Algorithm @{ conv1 = 'Magic' }", "AlgorithmUnknown")]
    [InlineData("-Algorithm '5'", "AlgorithmUnknown")]
    [InlineData("-ExcludeAlgorithm Magic", "AlgorithmUnknown")]
    [InlineData("-Algorithm @{ conv9 = 'Im2Col' }", "LayerNotFound")]
    [InlineData("-Algorithm @{ fc6 = 'Im2Col' }", "LayerNotFound")]
    [InlineData("-Algorithm @{ conv1 = 'Winograd4x4' }", "AlgorithmNotPossible")]
    public void AWrongNameIsAnErrorOfEveryCmdletThatTakesIt(string parameters, string id)
    {
        using var session = new ModuleSession();
        foreach (var command in new[] { "Get-AlexNetLayer -Model $model", $"Invoke-AlexNetClassify '{ModuleSession.Samples}/fig.jpg' -Model $model", "Measure-AlexNetPerformance $model -Repeat 1" })
        {
            var (output, errors) = session.Run($"try {{ {command} {parameters} -ErrorAction Stop }} catch {{ $_.FullyQualifiedErrorId }}");
            Assert.Empty(errors);
            Assert.StartsWith($"{id},AlexNet.PowerShell.Commands.", Assert.Single(output).BaseObject.ToString());
        }
    }

    [Fact]
    public void AnImpossibleAlgorithmsErrorSaysWhatCan()
    {
        using var session = new ModuleSession();
        var error = Assert.Single(session.Run("Get-AlexNetLayer -Model $model -Algorithm @{ conv1 = 'Winograd4x4' }").Errors);
        Assert.Contains("conv1", error.Exception.Message);
        Assert.Contains("SpaceToDepthWinograd4x4", error.Exception.Message);
    }
}
