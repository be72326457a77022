using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using Microsoft.DotNet.Interactive.Formatting;

namespace AlexNet.PowerShell.Tests;

/// <summary>The module in a process that has a notebook's formatters, as PowerShell's cells have.</summary>
public sealed class NotebookTests : IDisposable
{
    // A notebook has it loaded before any module is imported.
    private readonly System.Reflection.Assembly _formatting = typeof(Formatter).Assembly;
    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("@(Get-AlexNetLayer -Architecture paper)[1]")]
    [InlineData("$model")]
    [InlineData("Get-AlexNetFeature CAT -Layer conv1 -Model $model")]
    [InlineData("Invoke-AlexNetClassify CAT -Model $model")]
    [InlineData("Get-AlexNetSaliency CAT -Model $model")]
    public void AResultIsThePageThatConvertToHtmlMakes(string script)
    {
        Assert.Contains(_formatting, AppDomain.CurrentDomain.GetAssemblies());
        script = script.Replace("CAT", $"'{ModuleSession.Samples}/cat.png'", StringComparison.Ordinal);
        var (output, _) = _session.Run($"$result = {script}; $result; $result | ConvertTo-AlexNetHtml -Fragment");
        var html = output[0].BaseObject.ToDisplayString(HtmlFormatter.MimeType);
        Assert.Equal((string)output[^1].BaseObject, html);
        Assert.Contains("class=\"axn\"", html);
        Assert.DoesNotContain("<", output[0].BaseObject.ToDisplayString(PlainTextFormatter.MimeType)[..20]);
        // PowerShell cells ask for what is registered by hand alone.
        Assert.Contains(Formatter.RegisteredFormatters(includeDefaults: false), formatter => formatter.Type == output[0].BaseObject.GetType() && formatter.MimeType == HtmlFormatter.MimeType);
    }

    [Fact]
    public void WhatHasNoPictureOfItsOwnIsATable()
    {
        var (output, _) = _session.Run("Get-AlexNetDevice 1 -NoMeasurement");
        Assert.Contains("<table", Assert.Single(output).BaseObject.ToDisplayString(HtmlFormatter.MimeType));
    }

    [Fact]
    public void APowerShellCellGetsTheDrawingAndNotItsText()
    {
        using var cells = new ModuleSession(new CellHost());
        var picture = Assert.Single(cells.Run("Show-AlexNetNetwork paper").Output).BaseObject;
        Assert.IsNotType<string>(picture);
        Assert.Contains("<svg", picture.ToDisplayString(HtmlFormatter.MimeType));
        var text = (string)Assert.Single(_session.Run("Show-AlexNetNetwork paper").Output).BaseObject;
        Assert.Equal(text, picture.ToDisplayString(PlainTextFormatter.MimeType));
        Assert.Equal(text, $"{picture}");
    }

    // As the notebook's is called.
    private sealed class CellHost : PSHost
    {
        public override string Name => ".NET Interactive Host";

        public override Version Version => new(1, 0);

        public override Guid InstanceId { get; } = Guid.NewGuid();

        public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

        public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

        public override PSHostUserInterface? UI => null;

        public override void EnterNestedPrompt() => throw new NotSupportedException();

        public override void ExitNestedPrompt() => throw new NotSupportedException();

        public override void NotifyBeginApplication() { }

        public override void NotifyEndApplication() { }

        public override void SetShouldExit(int exitCode) { }
    }
}
