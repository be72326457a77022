using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace AlexNet.Shell.Tests;

public class MissingCommandsTests
{
    [Theory]
    [InlineData("Sort-Object", "Microsoft.PowerShell.Utility")]
    [InlineData("select-object", "Microsoft.PowerShell.Utility")]
    [InlineData("Move-Item", "Microsoft.PowerShell.Management")]
    [InlineData("Microsoft.PowerShell.Management\\Get-Content", "Microsoft.PowerShell.Management")]
    [InlineData("Get-Credential", "Microsoft.PowerShell.Security")]
    [InlineData("sort", "Microsoft.PowerShell.Utility")]
    [InlineData("mv", "Microsoft.PowerShell.Management")]
    public void A_missing_command_is_explained_in_one_line(string name, string module)
    {
        string line = MissingCommands.Explain(name, "/a b/AlexNet.psd1")!;
        Assert.Contains(module, line);
        Assert.Contains("Import-Module '/a b/AlexNet.psd1'", line);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public void Unknown_names_are_not_explained() => Assert.Null(MissingCommands.Explain("Get-Nonsense", null));

    [Fact]
    public void Every_alias_leads_to_a_command_or_to_an_explanation()
    {
        var state = InitialSessionState.CreateDefault2();
        var present = state.Commands.Where(c => c is SessionStateCmdletEntry or SessionStateFunctionEntry).Select(c => c.Name)
            .Concat(ShellFunctions.All().Select(f => f.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unexplained = state.Commands.OfType<SessionStateAliasEntry>()
            .Where(a => !present.Contains(a.Definition) && MissingCommands.Find(a.Definition) is null && a.Definition is not ("mkdir" or "Receive-PSSession"))
            .Select(a => $"{a.Name}={a.Definition}");
        Assert.Empty(unexplained);
    }

    [Fact]
    public void No_command_of_the_engine_is_called_missing()
    {
        var cmdlets = InitialSessionState.CreateDefault2().Commands.OfType<SessionStateCmdletEntry>().Select(c => c.Name).ToList();
        Assert.NotEmpty(cmdlets);
        Assert.All(cmdlets, name => Assert.Null(MissingCommands.Find(name)));
    }
}
