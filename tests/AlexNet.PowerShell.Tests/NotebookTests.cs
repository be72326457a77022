using System.Management.Automation;
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
}
