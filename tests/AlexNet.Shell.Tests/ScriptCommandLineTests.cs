namespace AlexNet.Shell.Tests;

public class ScriptCommandLineTests
{
    [Fact]
    public void Names_stay_parameters_and_everything_else_is_a_literal()
    {
        string line = ScriptCommandLine.Build("/scripts/it's.ps1", ["-Name", "$(exit 1)", "-On:$false", "-To:a b", "; rm", "-"], passInput: false);
        Assert.StartsWith(". '/scripts/it''s.ps1' -Name '$(exit 1)' -On:$false -To:'a b' '; rm' '-'; ", line);
    }

    [Theory]
    [InlineData("$input | ForEach-Object { $_ }", true)]
    [InlineData("& { $INPUT }", true)]
    [InlineData("'$input'", false)]
    [InlineData("1", false)]
    public void Standard_input_is_read_only_for_scripts_that_mention_it(string script, bool reads) =>
        Assert.Equal(reads, ScriptCommandLine.ReadsInput(script));

    [Theory]
    [InlineData("1 # comment", true)]
    [InlineData("if (1 {", false)]
    [InlineData("begin { 1 } end { 2 }", false)]
    public void The_status_is_added_only_where_a_statement_may_follow(string script, bool added) =>
        Assert.Equal(added, ScriptCommandLine.WithStatus(script) != script);
}
