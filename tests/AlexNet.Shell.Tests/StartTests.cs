namespace AlexNet.Shell.Tests;

public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alexnet shell's ");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_script_file_gets_its_arguments()
    {
        string script = Script("param([string] $Name, [switch] $On, [Parameter(ValueFromRemainingArguments)] $Rest) \"$Name|$On|$($Rest -join ',')|$PSScriptRoot\"");
        var result = ShellProcess.Run(["-NoProfile", "-File", script, "-Name", "it's $x", "-On", "a b", "; exit 9"]);
        Assert.Equal(("", 0), (result.Error, result.ExitCode));
        Assert.Equal($"it's $x|True|a b,; exit 9|{_folder.FullName}", result.Output.Trim());
    }

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("'ok'", 0)]
    [InlineData("1/0\n'goes on'", 0)]
    [InlineData("throw 'x'", 1)]
    [InlineData("dotnet --nonsense-option\n'goes on'", 0)]
    public void The_exit_code_of_a_script_file(string text, int code) => Assert.Equal(code, ShellProcess.Run(["-File", Script(text)]).ExitCode);

    [Fact]
    public void An_error_in_a_script_file_names_the_file_and_the_line()
    {
        string script = Script("'one'\nInvoke-Trouble");
        Assert.Contains($"at {script}:2: Invoke-Trouble", ShellProcess.Run(["-File", script]).Error);
    }

    [Fact]
    public void Piped_lines_are_the_input_of_a_script_that_asks_for_them()
    {
        string script = Script("$input | ForEach-Object { \"<$_>\" }");
        Assert.Equal(["<a>", "<b>"], ShellProcess.Run(["-File", script], input: "a\nb\n").Lines);
        Assert.Equal(["<a>", "<b>"], ShellProcess.Run(["-Command", "$input | ForEach-Object { \"<$_>\" }"], input: "a\nb\n").Lines);
    }

    [Theory]
    [InlineData("-Command", "-")]
    [InlineData("-NoLogo", "-NoProfile")]
    public void The_script_is_read_from_standard_input(params string[] arguments)
    {
        var result = ShellProcess.Run(arguments, input: "if (1) {\n  'in a block'\n}\nexit 4\n");
        Assert.Equal(("in a block", 4), (result.Output.Trim(), result.ExitCode));
    }

    [Theory]
    [InlineData("-Nonsense")]
    [InlineData("no-such-script.ps1")]
    [InlineData("-Command")]
    public void A_wrong_command_line_is_one_line_and_64(string argument)
    {
        var result = ShellProcess.Run([argument]);
        Assert.Equal((64, ""), (result.ExitCode, result.Output));
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Help_and_version_need_no_module()
    {
        Assert.Contains("-Command", ShellProcess.Run(["-Help"], module: "/nowhere").Output);
        Assert.Matches(@"^AlexNetShell \d+\.\d+\.\d+ \(PowerShell engine 7\.", ShellProcess.Run(["-Version"], module: "/nowhere").Output);
    }

    [Fact]
    public void A_missing_or_broken_module_is_one_line_and_the_shell_still_works()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "AlexNet.psd1"), "this is no manifest");
        foreach (string module in new[] { "/nowhere/AlexNet.psd1", _folder.FullName })
        {
            var result = ShellProcess.Run(["-Command", "1 + 1"], module: module);
            Assert.Equal(("2", 1), (result.Output.Trim(), result.ExitCode));
            Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.StartsWith("The AlexNet module", result.Error);
        }
    }

    private string Script(string text)
    {
        string path = Path.Combine(_folder.FullName, "a script.ps1");
        File.WriteAllText(path, text);
        return path;
    }
}
