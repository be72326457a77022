using System.Text.RegularExpressions;

namespace AlexNet.Engine.Tests.Package;

public partial class ReadmeTests
{
    [Fact]
    public void TheExampleIsTheOneThatIsCompiledHere()
    {
        var example = Example().Match(Text("README.md"));
        Assert.True(example.Success);
        var source = Text("ReadmeExample.cs").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        var lines = example.Groups[1].Value.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        Assert.True(lines.Count > 8);
        // Its lines stand in the source in their order, with nothing between but the frame of the class.
        var first = lines.FindIndex(line => !line.StartsWith("using AlexNet", StringComparison.Ordinal));
        Assert.Equal(lines[..first], source[..first]);
        var body = source.IndexOf(lines[first]);
        Assert.True(body > 0, $"'{lines[first]}' is not compiled");
        Assert.Equal(lines[first..], source.Skip(body).Take(lines.Count - first));
    }

    [Fact]
    public void TheExampleGivesAnAnswerForEachClass()
    {
        var lines = ReadmeExample.Run();
        Assert.Equal(["cat", "dog", "flower"], lines.Select(line => line.Split(' ')[0]).Order());
    }

    private static string Text(string resource)
    {
        using var reader = new StreamReader(typeof(ReadmeTests).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
