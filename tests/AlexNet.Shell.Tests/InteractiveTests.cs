namespace AlexNet.Shell.Tests;

/// <summary>Texts that are awaited are computed by the command, so that the echo of the typing cannot be taken for the answer.</summary>
public sealed class InteractiveTests : IDisposable
{
    private const string Up = "\e[A", ControlC = "\u0003", ControlD = "\u0004";
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("alexnet-data-");

    public void Dispose() => _data.Delete(recursive: true);

    [TerminalFact]
    public void A_session_from_the_first_key_to_exit()
    {
        using var terminal = new TerminalSession(_data.FullName);

        terminal.Type("'an' + 'swer'\r");
        terminal.Expect("answer\r\n");

        // Completion: a command, then a member, then a path.
        terminal.Type("Get-Flow\t\r");
        terminal.Expect("sunflower");
        terminal.Type("'abcde'.Leng\t * 3\r");
        terminal.Expect("15\r\n");
        terminal.Type("(dir ./Alex\tAlexNet.psm\t).Name.ToUpper()\r");
        terminal.Expect("ALEXNET.PSM1");

        // History: the command before the last.
        terminal.Type(Up + Up + "\r");
        terminal.Expect("15\r\n");

        // Input of several lines.
        terminal.Type("if (1) {\r");
        terminal.Expect(">> ");
        terminal.Type("'in' + 'side' }\r");
        terminal.Expect("inside\r\n");

        // A native program gets the terminal, an error its colour.
        terminal.Type("bash -c 'test -t 1 && echo $((6*7))tty'\r");
        terminal.Expect("42tty");
        terminal.Type("Sort-Object\r");
        terminal.Expect("\e[31;1mSort-Object is part of full PowerShell");

        // A question is asked and answered.
        terminal.Type("Remove-Flower x\r");
        terminal.Expect("default is");
        terminal.Type("y\r");
        terminal.Expect("removed x\r\n");

        terminal.Type("exit 5\r");
        terminal.ExpectExit(5);
        Assert.Contains("Get-Flower", File.ReadAllText(Path.Combine(_data.FullName, "AlexNetShell", "history.txt")));
    }

    [TerminalFact]
    public void Control_c_stops_the_pipeline_and_control_d_leaves()
    {
        using var terminal = new TerminalSession(_data.FullName);
        for (int i = 0; i < 4; i++)
        {
            terminal.Type("'run' + 'ning'; while ($true) { }\r");
            terminal.Expect("running\r\n");
            terminal.Type(ControlC);
            terminal.Expect("PS ");
        }
        terminal.Type("'af' + 'ter'\r");
        terminal.Expect("after\r\n");

        terminal.Type("Remove-Flower x\r");
        terminal.Expect("default is");
        terminal.Type(ControlC);
        terminal.Expect("PS ");
        terminal.Type("half a line" + ControlC);
        terminal.Expect("^C");
        terminal.Type(ControlD);
        terminal.ExpectExit(0);
        Assert.DoesNotContain("removed x", terminal.Screen);
    }

    [TerminalFact]
    public void No_color_is_respected_and_the_history_of_the_last_session_is_there()
    {
        using (var first = new TerminalSession(_data.FullName))
        {
            first.Type("'kept' + ' command'\r");
            first.Expect("kept command");
            first.Type("exit\r");
            first.Wait();
        }
        using var terminal = new TerminalSession(_data.FullName, ("NO_COLOR", "1"));
        terminal.Type(Up + Up + "\r");
        terminal.Expect("kept command");
        terminal.Type("Sort-Object\r");
        terminal.Expect("Sort-Object is part of");
        terminal.Type("Get-Flower\r");
        terminal.Expect("sunflower");
        terminal.Type("exit\r");
        terminal.Wait();
        Assert.DoesNotMatch(@"\e\[[0-9;]*m", terminal.Screen);
    }
}
