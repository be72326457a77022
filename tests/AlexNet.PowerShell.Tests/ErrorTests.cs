using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;

namespace AlexNet.PowerShell.Tests;

/// <summary>Scripts compare with the identifiers of errors: the list of docs/errors.md is the program's, and what it says of them is so.</summary>
public partial class ErrorTests
{
    [Fact]
    public void TheListInTheDocumentationIsTheProgramsOwn()
    {
        using var session = new ModuleSession();
        var assembly = (Assembly)session.Run("(Get-Module AlexNet).ImplementingAssembly").Output.Single().BaseObject;
        var ids = assembly.GetType("AlexNet.PowerShell.Errors.ErrorIds", throwOnError: true)!.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(ids.Order(StringComparer.Ordinal), Documented().Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("PhotoNotFound", "Invoke-AlexNetClassify ./none.jpg -Model $model")]
    [InlineData("PhotoInvalid", "Invoke-AlexNetClassify '{0}/LICENSES.md' -Model $model")]
    [InlineData("BytesUnrolled", "[byte[]](1, 2) | Invoke-AlexNetClassify -Model $model")]
    [InlineData("NotAFileSystemPath", "Invoke-AlexNetClassify Env:PATH -Model $model")]
    [InlineData("ModelNotFound", "Invoke-AlexNetClassify '{0}/fig.jpg' -Model ./none.safetensors")]
    [InlineData("ModelNotFound", "Invoke-AlexNetClassify '{0}/fig.jpg' -Model https://example.org/none.onnx")]
    [InlineData("ModelNotInstalled", "Invoke-AlexNetClassify '{0}/fig.jpg' -Model bvlc_alexnet")]
    [InlineData("ModelUnknown", "Install-AlexNetModel none")]
    [InlineData("ModelFileInvalid", "Import-AlexNetModel '{0}/fig.jpg'")]
    [InlineData("ModelFileExists", "Export-AlexNetModel $model '{0}/fig.jpg'")]
    [InlineData("ModelFileNotWritten", "Export-AlexNetModel $model '{0}/none/x.safetensors'")]
    [InlineData("ModelInvalid", "New-AlexNetModel -InputSize 20")]
    [InlineData("ModelNotInFile", "Set-AlexNetDefaultModel $model")]
    [InlineData("LabelNotFound", "Get-AlexNetLabel none")]
    [InlineData("ArchitectureUnknown", "New-AlexNetModel none")]
    [InlineData("LayerNotFound", "Get-AlexNetLayer none")]
    [InlineData("AlgorithmUnknown", "Get-AlexNetLayer -Algorithm none")]
    [InlineData("AlgorithmNotPossible", "Get-AlexNetLayer -Algorithm @{{ conv1 = 'Winograd4x4' }}")]
    [InlineData("DatasetNotFound", "Test-AlexNetModel ./none -Model $model")]
    [InlineData("TrainingOptionInvalid", "Start-AlexNetTraining '{0}'")]
    [InlineData("OutFileExists", "Show-AlexNetNetwork -OutPath '{0}/cat.png'")]
    [InlineData("OutFileNotWritten", "Show-AlexNetNetwork -OutPath '{0}/none/x.svg'")]
    [InlineData("OutFileFormatUnknown", "Show-AlexNetNetwork -OutPath x.gif")]
    [InlineData("FilterNotFound", "Show-AlexNetFilter fc6 -Model $model")]
    [InlineData("ReportEmpty", "@() | Export-AlexNetReport x.html")]
    public void AnErrorHasItsCategoryAndSaysWhatToDo(string id, string command)
    {
        using var session = new ModuleSession();
        // Also of those that end a command.
        var (output, _) = session.Run($"try {{ {string.Format(command, ModuleSession.Samples)} -ErrorAction Stop }} catch {{ $_ }}");
        var error = Assert.IsType<ErrorRecord>(Assert.Single(output, item => item.BaseObject is ErrorRecord).BaseObject);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(error.CategoryInfo.Category.ToString(), Documented()[id]);
        Assert.Matches(@"^\S.*\S$", error.ErrorDetails.RecommendedAction);
        Assert.NotEqual("", error.ErrorDetails.Message);
    }

    private static Dictionary<string, string[]> Documented() => Rows().Matches(File.ReadAllText(Path.Combine(ModuleSession.Root, "docs", "errors.md")))
        .ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value.Split(", "));

    [GeneratedRegex(@"^\| `(\w+)` \| ([\w, ]+?) \|", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
