using System.Text.Json.Nodes;

namespace AlexNet.Notebooks.Tests;

public sealed class ExecuteTests(KernelFixture kernel) : IClassFixture<KernelFixture>
{
    private FrontEnd FrontEnd => kernel.FrontEnd;

    [Fact]
    public void A_cell_is_echoed_counted_and_framed_by_busy_and_idle()
    {
        var first = FrontEnd.Run("Write-Host 'hello'");
        Assert.Equal(["status", "execute_input", "stream", "status"], first.Heard.Select(message => message.Type));
        Assert.Equal(("ok", "hello\n"), (first.Status, first.Stdout));
        Assert.Equal(first.Count, first.Heard[1].Content["execution_count"]!.GetValue<int>());
        Assert.Equal(first.Count + 1, FrontEnd.Run("$x = 1").Count);
    }

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("1..3", "1\n2\n3")]
    [InlineData("'a text'", "a text")]
    [InlineData("[math]::Round(2.5)", "2")]
    public void An_expression_has_a_result(string code, string text) => Assert.Equal(text, Assert.Single(FrontEnd.Run(code).Shown, message => message.Type == "execute_result").Data("text/plain"));

    [Fact]
    public void Variables_functions_and_using_statements_stay()
    {
        FrontEnd.Run("using namespace System.Text\n$kept = 41; function Get-Kept { $kept + 1 }");
        Assert.Equal("42\n", FrontEnd.Run("Get-Kept").Stdout);
    }

    [Fact]
    public void Texts_come_in_order_and_while_they_are_written()
    {
        string id = FrontEnd.SendCell("Write-Host 'one'; $Host.UI.WriteErrorLine('two'); Write-Host 'three'; $v = Read-Host 'go on'; Write-Host \"four $v\"", allowStdin: true);
        // The question is asked after the texts: nothing waits for the cell's end.
        Assert.Equal("go on: ", FrontEnd.Receive(Connections.Channel.Stdin).Text("prompt"));
        var before = new List<string?>();
        while (before.Count < 3)
            if (FrontEnd.Receive(Connections.Channel.IoPub) is { Type: "stream" } stream)
                before.Add(stream.Text("name") + ":" + stream.Text("text"));
        Assert.Equal(["stdout:one\n", "stderr:\e[31;1mtwo\e[0m\n", "stdout:three\n"], before);
        FrontEnd.Send(Connections.Channel.Stdin, "input_reply", new JsonObject { ["value"] = "now" });
        Assert.Equal("four now\n", FrontEnd.End(id).Stdout);
    }

    [Fact]
    public void An_error_ends_the_cell_and_says_where()
    {
        var ran = FrontEnd.Run("Write-Host 'before'\n$x = 1\n1 / 0\nWrite-Host 'after'");
        Assert.Equal(("error", "before\n", ""), (ran.Status, ran.Stdout, ran.Stderr));
        var error = Assert.Single(ran.Of("error"));
        Assert.Equal(("RuntimeException", "Attempted to divide by zero."), (error.Text("ename"), error.Text("evalue")));
        string traceback = string.Join('\n', error.Content["traceback"]!.AsArray().Select(line => line!.GetValue<string>()));
        Assert.Contains("\e[31;1m", traceback);
        Assert.Contains("line 3", traceback);
        Assert.Contains("1 / 0", traceback);
        Assert.Equal(error.Text("ename"), ran.Reply["ename"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("nosuch", "nosuch: The term 'nosuch' is not recognized")]
    [InlineData("Get-Item nowhere.txt", "Get-Item is part of full PowerShell")]
    [InlineData("throw 'trouble'", "Error: trouble")]
    [InlineData("[int]'x'", "PSInvalidCastException: Cannot convert value")]
    public void Its_first_line_names_who_failed(string code, string line)
    {
        var error = Assert.Single(FrontEnd.Run(code).Of("error"));
        Assert.StartsWith($"\e[31;1m{line}", error.Content["traceback"]![0]!.GetValue<string>());
    }

    [Theory]
    [InlineData("throw 'trouble'", "trouble")]
    [InlineData("Get-Nothing", "'Get-Nothing'")]
    [InlineData("if (", "Missing")]
    [InlineData("[int]'x'", "\"x\"")]
    [InlineData("[System.IO.File]::ReadAllText('/no/such/file')", "/no/such")]
    public void Every_kind_of_error_is_one_error(string code, string message)
    {
        var ran = FrontEnd.Run(code);
        Assert.Equal("error", ran.Status);
        Assert.Contains(message, Assert.Single(ran.Shown, shown => shown.Type == "error").Text("evalue"));
        Assert.Single(ran.Shown);
    }

    [Fact]
    public void An_error_that_ends_nothing_is_text()
    {
        var ran = FrontEnd.Run("Write-Error 'small'; Write-Host 'goes on'");
        Assert.Equal(("ok", "goes on\n"), (ran.Status, ran.Stdout));
        Assert.Contains("small", ran.Stderr);
        Assert.Empty(ran.Of("error"));
    }

    [Fact]
    public void An_error_ends_the_cells_that_were_sent_along()
    {
        string[] ids = [FrontEnd.SendCell("Start-Sleep -Milliseconds 300; throw 'x'"), FrontEnd.SendCell("$aborted = 1"), FrontEnd.SendCell("$aborted = 2", stopOnError: false)];
        Assert.Equal(["error", "aborted", "aborted"], ids.Select(id => FrontEnd.End(id).Status));
        Assert.Equal("True", FrontEnd.Run("$null -eq $aborted").Shown[0].Data("text/plain"));
        ids = [FrontEnd.SendCell("Start-Sleep -Milliseconds 300; throw 'x'", stopOnError: false), FrontEnd.SendCell("'goes on'")];
        Assert.Equal(["error", "ok"], ids.Select(id => FrontEnd.End(id).Status));
    }

    [Fact]
    public void A_silent_cell_shows_and_counts_nothing()
    {
        int count = FrontEnd.Run("1").Count;
        var ran = FrontEnd.End(FrontEnd.SendCell("Write-Host 'psst'; $silent = 5; $silent", silent: true));
        Assert.Equal(["status", "status"], ran.Heard.Select(message => message.Type));
        Assert.Equal(count, ran.Count);
        Assert.Equal(count, FrontEnd.End(FrontEnd.SendCell("'kept from the history'", storeHistory: false)).Count);
        Assert.Equal("5", FrontEnd.Run("$silent").Shown[0].Data("text/plain"));
    }

    [Fact]
    public void Expressions_are_evaluated_after_the_cell()
    {
        var ran = FrontEnd.End(FrontEnd.SendCell("$n = 6", expressions: new JsonObject { ["product"] = "$n * 7", ["wrong"] = "throw 'no'" }));
        var answers = ran.Reply["user_expressions"]!;
        Assert.Equal("42", answers["product"]!["data"]!["text/plain"]!.GetValue<string>());
        Assert.Equal(("error", "no"), (answers["wrong"]!["status"]!.GetValue<string>(), answers["wrong"]!["evalue"]!.GetValue<string>()));
    }

    [Fact]
    public void A_secret_is_asked_for_as_one()
    {
        string id = FrontEnd.SendCell("$s = Read-Host 'pin' -AsSecureString; Write-Host $s.Length $s.GetType().Name", allowStdin: true);
        var question = FrontEnd.Receive(Connections.Channel.Stdin);
        Assert.Equal(("input_request", id, true), (question.Type, question.Parent, question.Content["password"]!.GetValue<bool>()));
        FrontEnd.Send(Connections.Channel.Stdin, "input_reply", new JsonObject { ["value"] = "1234" });
        Assert.Equal("4 SecureString\n", FrontEnd.End(id).Stdout);
    }

    [Fact]
    public void Where_nobody_answers_a_question_is_an_error()
    {
        var ran = FrontEnd.Run("Read-Host 'who'");
        Assert.Contains("allow_stdin", ran.Reply["evalue"]!.GetValue<string>());
    }

    [Fact]
    public void Interrupts_end_a_loop_a_wait_and_a_question()
    {
        foreach (string code in new[] { "'go'; while ($true) { }", "'go'; Start-Sleep 1000", "'go'; Read-Host 'never'" })
        {
            string id = FrontEnd.SendCell(code, allowStdin: true);
            while (FrontEnd.Receive(Connections.Channel.IoPub).Type != "stream")
            {
            }
            if (code.Contains("Read-Host"))
                FrontEnd.Receive(Connections.Channel.Stdin);
            Assert.Equal("ok", FrontEnd.Ask(Connections.Channel.Control, "interrupt_request", [])["status"]!.GetValue<string>());
            var ran = FrontEnd.End(id);
            Assert.Equal(("error", "Interrupted"), (ran.Status, ran.Reply["ename"]!.GetValue<string>()));
        }
        Assert.Equal("ok", FrontEnd.Run("'still there'").Status);
    }

    [Fact]
    public void The_screen_can_be_cleared_and_help_is_a_page()
    {
        Assert.Single(FrontEnd.Run("Write-Host 'gone'; Clear-Host").Of("clear_output"));
        var page = FrontEnd.Run("help Get-AlexNetLayer").Reply["payload"]!.AsArray().Single()!;
        Assert.Equal("page", page["source"]!.GetValue<string>());
        Assert.Contains("Get-AlexNetLayer", page["data"]!["text/plain"]!.GetValue<string>());
    }
}
