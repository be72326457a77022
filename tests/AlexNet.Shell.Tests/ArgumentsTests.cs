namespace AlexNet.Shell.Tests;

public class ArgumentsTests
{
    private static Arguments Parse(params string[] args) => Arguments.Parse(args, inputRedirected: false, out _)!;

    [Fact]
    public void Nothing_asks_for_the_prompt_or_for_the_script_of_a_redirected_input()
    {
        Assert.Equal(ShellAction.Interactive, Parse().Action);
        Assert.Equal(ShellAction.StandardInput, Arguments.Parse([], inputRedirected: true, out _)!.Action);
    }

    [Theory]
    [InlineData("-Command")]
    [InlineData("-command")]
    [InlineData("--command")]
    [InlineData("-c")]
    [InlineData("-Comm")]
    public void Command_takes_the_rest_of_the_line(string option)
    {
        var arguments = Parse("-NoProfile", option, "Get-Help", "-Name", "x y");
        Assert.Equal(ShellAction.Command, arguments.Action);
        Assert.Equal("Get-Help -Name x y", arguments.Script);
    }

    [Fact]
    public void A_dash_reads_the_script_from_standard_input()
    {
        Assert.Equal(ShellAction.StandardInput, Parse("-Command", "-").Action);
        Assert.Equal(ShellAction.StandardInput, Parse("-File", "-").Action);
    }

    [Theory]
    [InlineData("-File")]
    [InlineData("-f")]
    public void File_keeps_its_arguments_apart(string option)
    {
        var arguments = Parse("-NonInteractive", option, "a b.ps1", "-Name", "x y");
        Assert.Equal(ShellAction.File, arguments.Action);
        Assert.Equal("a b.ps1", arguments.Script);
        Assert.Equal(["-Name", "x y"], arguments.ScriptArguments);
        Assert.True(arguments.NonInteractive);
    }

    [Fact]
    public void A_bare_word_is_a_script_file() => Assert.Equal(("go.ps1", ShellAction.File), (Parse("go.ps1", "1").Script, Parse("go.ps1", "1").Action));

    [Fact]
    public void Habitual_switches_are_accepted()
    {
        var arguments = Parse("-nop", "-noni", "-nol", "-ExecutionPolicy", "Bypass", "-ep", "Bypass", "-NoExit", "-wd", "/tmp", "-c", "1");
        Assert.True(arguments is { NonInteractive: true, NoLogo: true, NoExit: true, WorkingDirectory: "/tmp", Script: "1" });
    }

    [Theory]
    [InlineData("-Help", ShellAction.Help)]
    [InlineData("-h", ShellAction.Help)]
    [InlineData("-?", ShellAction.Help)]
    [InlineData("-Version", ShellAction.Version)]
    [InlineData("-v", ShellAction.Version)]
    internal void Help_and_version(string option, ShellAction action) => Assert.Equal(action, Parse(option).Action);

    [Theory]
    [InlineData("-zzz", "-zzz")]
    [InlineData("-n", "-n")]
    [InlineData("-Command", "needs a value")]
    [InlineData("-File", "needs a value")]
    public void What_cannot_be_understood_is_named_in_one_line(string option, string said)
    {
        Assert.Null(Arguments.Parse([option], false, out string error));
        Assert.Contains(said, error);
        Assert.DoesNotContain('\n', error);
    }
}
