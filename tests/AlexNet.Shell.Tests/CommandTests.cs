namespace AlexNet.Shell.Tests;

public class CommandTests
{
    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("throw 'x'", 1)]
    [InlineData("1/0", 1)]
    [InlineData("1/0; 2", 0)]
    [InlineData("Get-Nonsense", 1)]
    [InlineData("if (1 {", 1)]
    [InlineData("Invoke-Trouble -Terminating", 1)]
    [InlineData("dotnet --nonsense-option", 1)]
    public void The_exit_code_is_that_of_pwsh(string script, int code) => Assert.Equal(code, ShellProcess.Command(script).ExitCode);

    [Fact]
    public void The_module_is_imported_and_its_view_is_used_without_colours_and_without_cutting()
    {
        var result = ShellProcess.Command("Get-Flower");
        Assert.Equal("", result.Error);
        Assert.Matches("^Blossom +Sure$", result.Lines[0]);
        Assert.Matches("^rose +25 ?%$", result.Lines[2]);
        Assert.Contains("needs-the-width-of-a-redirected-output".Replace("needs", "need"), result.Output);
        Assert.DoesNotContain('\e', result.Output);
        Assert.DoesNotContain("not in the view", result.Output);
    }

    [Fact]
    public void Columns_sets_the_width_of_redirected_output()
    {
        var narrow = ShellProcess.Run(["-c", "'x' * 10; Get-Flower"], environment: new() { ["COLUMNS"] = "40" });
        Assert.All(narrow.Lines, line => Assert.True(line.Length <= 40, line));
    }

    [Fact]
    public void Errors_and_warnings_go_to_standard_error_and_the_rest_goes_on()
    {
        var result = ShellProcess.Command("Invoke-Trouble 'a.txt' -Verbose");
        Assert.Equal(["the rest goes on"], result.Lines);
        Assert.Equal(
            ["Invoke-Trouble: 'a.txt' is no image.", "  Give a JPEG, PNG, WebP, BMP or GIF file.", "WARNING: watch out", "VERBOSE: in detail"],
            result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd()));
        Assert.DoesNotContain('\e', result.Error);
    }

    [Fact]
    public void Errors_merged_into_the_output_are_drawn_alike() =>
        Assert.Contains("no image", ShellProcess.Command("$e = Invoke-Trouble 2>&1; [AlexNet.Shell.Host.ErrorText]::Format($e[0])").Output);

    [Fact]
    public void A_script_that_does_not_parse_names_line_and_column() =>
        Assert.Contains("ParserError: Unexpected token '{' in expression or statement. (line 1, column 7: {)", ShellProcess.Command("if (1 {").Error);

    [Theory]
    [InlineData("Get-Flower | Sort-Object Label", "Sort-Object is part of full PowerShell (Microsoft.PowerShell.Utility)")]
    [InlineData("Get-Flower | ft", "Format-Table is part of full PowerShell (Microsoft.PowerShell.Utility)")]
    [InlineData("gc x.txt", "Get-Content is part of full PowerShell (Microsoft.PowerShell.Management)")]
    [InlineData("Write-Host x", "Write-Host is part of full PowerShell (Microsoft.PowerShell.Utility)")]
    public void A_missing_command_gets_one_helpful_line(string script, string line)
    {
        var result = ShellProcess.Command(script);
        Assert.StartsWith(line, result.Error);
        Assert.Contains("Import-Module", result.Error);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public void Looking_for_a_missing_command_stays_honest() =>
        Assert.Equal(["none"], ShellProcess.Command("if (Get-Command Sort-Object -ErrorAction Ignore) { 'some' } else { 'none' }").Lines);

    [Fact]
    public void The_shells_own_navigation_lists_and_moves()
    {
        var result = ShellProcess.Command("cd AlexNet; (dir *.psm1).Name; (Get-ChildItem -File -Filter *.psd1 | ForEach-Object GetType).Name; cd ..; (gci . -Recurse -Name -Include *.ps1xml); (pwd).Path");
        Assert.Equal(["AlexNet.psm1", "FileInfo", "AlexNet.Format.ps1xml", ShellProcess.Fixtures], result.Lines);
        Assert.StartsWith("Set-Location: Cannot find path", ShellProcess.Command("cd ./no-such-folder").Error);
    }

    [Fact]
    public void The_version_table_and_help_work()
    {
        Assert.Equal(["7"], ShellProcess.Command("$PSVersionTable.PSVersion.Major").Lines);
        Assert.Contains("Invoke-Trouble [[-Path] <string>]", ShellProcess.Command("help Invoke-Trouble").Output);
    }

    [Fact]
    public void Confirmation_asks_standard_input_and_refuses_when_it_may_not_ask()
    {
        Assert.Contains("removed x", ShellProcess.Run(["-c", "Remove-Flower x"], input: "y\n").Output);
        Assert.DoesNotContain("removed x", ShellProcess.Run(["-c", "Remove-Flower x"], input: "n\n").Output);
        Assert.Contains("-NonInteractive", ShellProcess.Run(["-NonInteractive", "-c", "Remove-Flower x"], input: "y\n").Error);
        Assert.Contains("standard input has ended", ShellProcess.Command("Remove-Flower x").Error);
    }

    [Fact]
    public void Progress_is_not_drawn_into_a_pipe()
    {
        var result = ShellProcess.Command("Show-Progress");
        Assert.Equal(("done", ""), (result.Output.Trim(), result.Error));
    }

    [Fact]
    public void The_host_writes_colours_only_to_a_terminal() =>
        Assert.Equal("hi", ShellProcess.Command("$Host.UI.WriteLine('Red', 'Black', 'hi')").Output.Trim());
}
