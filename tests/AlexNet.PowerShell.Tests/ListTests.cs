namespace AlexNet.PowerShell.Tests;

public class ListTests
{
    /// <summary>A list that PowerShell cannot index is an error at <c>$result.Confusions[0]</c>, which everybody writes.</summary>
    [Theory]
    [InlineData("Invoke-AlexNetClassify $photo -Model $model", "Predictions")]
    [InlineData("Get-AlexNetLayer conv2 -Architecture paper", "Algorithms")]
    [InlineData("Get-AlexNetDevice 1 -NoMeasurement", "Cores", "InstructionSets")]
    [InlineData("Get-AlexNetDevicePlan | Where-Object Layer -eq conv3", "Inputs", "Outputs", "Channels", "Exchanges", "Parameters", "WeightBytes", "ActivationBytes", "MultiplyAdds")]
    [InlineData("Get-AlexNetLabel -Index 1", "OtherNames")]
    [InlineData("Find-AlexNetModel bvlc_alexnet", "Mirrors", "Hashes")]
    [InlineData("Get-AlexNetActivation $photo -Layer conv1 -Model $model", "Dead")]
    [InlineData("Compare-AlexNetModel $model $model $photo", "Layers")]
    [InlineData("Test-AlexNetModel $photos -Model $pets", "Classes", "Confusions", "ConfusionMatrix")]
    public void ListsOfResultsCanBeIndexed(string command, params string[] lists)
    {
        using var folder = new Help.ExampleFolder();
        using var session = new ModuleSession();
        session.Run($"$photo = '{ModuleSession.Samples}/fig.jpg'; $photos = '{folder.Path}/photos'; $pets = '{folder.Path}/model.safetensors'");
        Assert.Empty(session.Run($"$result = @({command})[0]").Errors);
        foreach (var list in lists)
        {
            // Past its end a list that can be indexed gives nothing; one that cannot is an error.
            var (output, errors) = session.Run($"$null = $result.{list}[0]; $result.{list} -is [System.Collections.IList]");
            Assert.True(errors.Count == 0, $"{list}: {string.Join("; ", errors)}");
            Assert.Equal(true, output.Single().BaseObject);
        }
    }
}
