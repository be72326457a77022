using AlexNet.Notebooks.Connections;
using AlexNet.Shell.Notebook;

namespace AlexNet.Notebooks.Tests;

/// <summary>Cells in other languages.</summary>
public sealed class LanguageTests(KernelFixture kernel) : IClassFixture<KernelFixture>
{
    private FrontEnd FrontEnd => kernel.FrontEnd;

    [Fact]
    public void CSharp_keeps_its_state_and_has_results()
    {
        Assert.Empty(FrontEnd.Run("#!csharp\nint Twice(int x) => 2 * x;\nvar n = 21;").Shown);
        Assert.Equal("42", FrontEnd.Run("#!csharp\nTwice(n)").Shown[0].Data("text/plain"));
        Assert.Equal("1\n4\n9", FrontEnd.Run("#!csharp\nEnumerable.Range(1, 3).Select(i => i * i)").Shown[0].Data("text/plain"));
    }

    [Fact]
    public void CSharp_and_PowerShell_share_variables_and_types()
    {
        FrontEnd.Run("$network = Get-AlexNetLayer | ForEach-Object { $_.Name }");
        FrontEnd.Run("#!csharp\nSet(\"first\", Get<string[]>(\"network\")[0] + \"!\");");
        Assert.Equal("conv1!", FrontEnd.Run("$first").Shown[0].Data("text/plain"));
        FrontEnd.Run("$model = New-AlexNetModel -Architecture paper -ClassCount 2 -FullyConnectedWidth 8 -WarningAction Ignore");
        Assert.Equal("ok", FrontEnd.Run("#!csharp\nAlexNet.Engine.Models.Model model = Get<AlexNet.Engine.Models.Model>(\"model\")!;").Status);
    }

    [Fact]
    public void A_cell_may_change_its_language()
    {
        var ran = FrontEnd.Run("Write-Host 'one'\n#!html\n<b>two</b>\n#!markdown\n*three*\n#!pwsh\n'four'");
        Assert.Equal(["stream", "display_data", "display_data", "execute_result"], ran.Shown.Select(message => message.Type));
        Assert.Contains("<b>two</b>", ran.Shown[1].Data("text/html"));
        Assert.Contains("*three*", ran.Shown[2].Data("text/markdown"));
        var error = FrontEnd.Run("1\n#!pwsh\n\nthrow 'x'");
        Assert.Contains("line 4", error.Reply["traceback"]!.ToJsonString());
    }

    [Theory]
    [InlineData("#!csharp\nint x = \"text\";", "CompilationError")]
    [InlineData("#!csharp\nthrow new InvalidOperationException(\"no\");", "InvalidOperationException")]
    [InlineData("#!csharp\n#r \"/no/such/file.dll\"", "CompilationError")]
    [InlineData("#!fsharp\nlet x = 1", "UnknownLanguage")]
    public void Errors_are_errors_of_the_cell(string code, string name)
    {
        var ran = FrontEnd.Run(code);
        Assert.Equal(("error", name), (ran.Status, ran.Reply["ename"]!.GetValue<string>()));
        Assert.Single(ran.Of("error"));
    }

    [Fact]
    public void A_local_assembly_is_brought_in_by_its_path() =>
        Assert.Equal("True", FrontEnd.Run($"#!csharp\n#r \"{typeof(NetMQ.NetMQMessage).Assembly.Location}\"\nnew NetMQ.NetMQMessage().IsEmpty").Shown[0].Data("text/plain"));

    [Fact]
    public void CSharp_is_interrupted()
    {
        string id = FrontEnd.SendCell("Write-Host 'go'\n#!csharp\nwhile (!Cancellation.IsCancellationRequested) { }");
        while (FrontEnd.Receive(Channel.IoPub).Type != "stream")
        {
        }
        FrontEnd.Ask(Channel.Control, "interrupt_request", []);
        Assert.Equal("Interrupted", FrontEnd.End(id).Reply["ename"]!.GetValue<string>());
        Assert.Equal("3", FrontEnd.Run("#!csharp\n1 + 2").Shown[0].Data("text/plain"));
    }

    [Theory]
    [InlineData("#!/usr/bin/env pwsh\n1", new[] { "pwsh" })]
    [InlineData("#!csharp\n1", new[] { "csharp" })]
    [InlineData("#!C#\n1\n#!PowerShell\n2", new[] { "csharp", "pwsh" })]
    [InlineData("#!csharp", new[] { "pwsh" })]
    [InlineData("# !csharp\n'#!csharp'", new[] { "pwsh" })]
    public void Parts_are_told_apart(string cell, string[] languages) => Assert.Equal(languages, CellPart.Split(cell).Select(part => part.Language));
}
