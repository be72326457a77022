using System.Management.Automation;

namespace AlexNet.PowerShell.Tests;

public class CompletionTests
{
    [Theory]
    [InlineData("Invoke-AlexNetClassify x.jpg -Model cal", "caltech101")]
    [InlineData("Get-AlexNetLabel -Model caltech101 -Name pand", "panda")]
    [InlineData("Get-AlexNetFeature x.jpg -Layer con", "conv1", "conv2", "conv3", "conv4", "conv5")]
    [InlineData("Get-AlexNetLayer -Architecture onet", "onetower")]
    [InlineData("Invoke-AlexNetClassify x.jpg -DeviceCount ", "1", "2", "4")]
    [InlineData("Start-AlexNetTraining photos -DeviceCount ", "1", "2")]
    [InlineData("Invoke-AlexNetClassify x.jpg -Algorithm Direc", "Direct")]
    [InlineData("Install-AlexNetModel bvlc_a", "bvlc_alexnet")]
    [InlineData("Invoke-AlexNetClassify x.jpg -BatchSize au", "auto")]
    public void TabOffersNamesAndSaysWhatTheyAre(string line, params string[] expected)
    {
        using var session = new ModuleSession();
        var (matches, errors) = session.Run($"(TabExpansion2 \"{line}\" {line.Length}).CompletionMatches");
        Assert.Empty(errors);
        var offered = matches.Select(match => (CompletionResult)match.BaseObject).ToList();
        Assert.Equal(expected, offered.Select(match => match.CompletionText));
        // A tooltip that only repeats the name says nothing.
        Assert.All(offered, match => Assert.Contains(' ', match.ToolTip));
    }
}
