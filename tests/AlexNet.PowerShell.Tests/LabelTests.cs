namespace AlexNet.PowerShell.Tests;

public class LabelTests
{
    // Nothing here changes it, and opening one takes longer than a test.
    private static readonly ModuleSession Session = new();

    [Theory]
    [InlineData("(Get-AlexNetLabel).Count", 1000)]
    [InlineData("(Get-AlexNetLabel crane).Index", 134, 517)]
    [InlineData("(Get-AlexNetLabel orca).Index", 148)]
    [InlineData("(Get-AlexNetLabel '*tabby*').Index", 281)]
    [InlineData("(Get-AlexNetLabel -Index 639, 0).Name", "maillot", "tench")]
    [InlineData("(Get-AlexNetLabel -Synset n02123045).Name", "tabby")]
    [InlineData("(Get-AlexNetLabel -Model $model).Count", 10)]
    [InlineData("($model | Get-AlexNetLabel 'class 3').Index", 3)]
    [InlineData("(Get-AlexNetLabel nothing*).Count", 0)]
    public void ClassesAreFoundByNameIndexAndSynset(string script, params object[] expected)
    {
        var (output, errors) = Session.Run(script);
        Assert.Empty(errors);
        Assert.Equal(expected, output.Select(value => value.BaseObject));
    }

    [Theory]
    [InlineData("Get-AlexNetLabel nothing")]
    [InlineData("Get-AlexNetLabel -Index 1000")]
    [InlineData("Get-AlexNetLabel -Index -1")]
    [InlineData("Get-AlexNetLabel -Synset n0")]
    public void WhatIsNoClassIsAnError(string script)
    {
        Assert.StartsWith("LabelNotFound,", Assert.Single(Session.Run(script).Errors).FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("great w", "'great white shark'")]
    [InlineData("jack-o", "'jack-o''-lantern'")]
    [InlineData("*eskimo", "'Eskimo dog'")]
    [InlineData("cran", "crane")]
    public void NamesCompleteByPatternsAndInQuotes(string typed, string expected)
    {
        var line = $"Get-AlexNetLabel '{typed}";
        var complete = $"[System.Management.Automation.CommandCompletion]::CompleteInput(\"{line}\", {line.Length}, $null)";
        var offered = Session.Run($"({complete}).CompletionMatches.CompletionText").Output;
        Assert.Equal(expected, Assert.Single(offered).BaseObject);
    }
}
