using System.Text.Json.Nodes;
using AlexNet.Notebooks.Connections;

namespace AlexNet.Notebooks.Tests;

/// <summary>The requests of a front end that run nothing.</summary>
public sealed class QuestionTests(KernelFixture kernel) : IClassFixture<KernelFixture>
{
    private FrontEnd FrontEnd => kernel.FrontEnd;

    [Theory]
    [InlineData("Shell")]
    [InlineData("Control")]
    public void The_kernel_says_what_it_is(string channel)
    {
        var info = FrontEnd.Ask(Enum.Parse<Channel>(channel), "kernel_info_request", []);
        Assert.Equal(("5.4", "powershell", ".ps1"), (Text(info, "protocol_version"), Text(info["language_info"]!, "name"), Text(info["language_info"]!, "file_extension")));
        Assert.Contains("AlexNet", Text(info, "banner"));
    }

    [Fact]
    public void The_heart_beats_while_a_cell_runs()
    {
        string id = FrontEnd.SendCell("while ($true) { }");
        Assert.True(FrontEnd.HeartBeats());
        FrontEnd.Ask(Channel.Control, "interrupt_request", []);
        FrontEnd.End(id);
    }

    [Theory]
    [InlineData("Get-AlexNetLay", 14, "Get-AlexNetLayer", "function", 0, 14)]
    [InlineData("'😀'; Get-AlexNetLayer -Arch", 27, "-Architecture", "param", 22, 27)]
    [InlineData("'😀'.Leng", 8, "Length", "property", 4, 8)]
    public void Completions_are_counted_in_code_points_and_have_types(string code, int cursor, string match, string type, int start, int end)
    {
        var found = FrontEnd.Ask(Channel.Shell, "complete_request", new JsonObject { ["code"] = code, ["cursor_pos"] = cursor });
        Assert.Contains(match, found["matches"]!.AsArray().Select(each => each!.GetValue<string>()));
        Assert.Equal((start, end), (found["cursor_start"]!.GetValue<int>(), found["cursor_end"]!.GetValue<int>()));
        var typed = found["metadata"]!["_jupyter_types_experimental"]!.AsArray().Single(each => Text(each!, "text") == match)!;
        Assert.Equal((type, start, end), (Text(typed, "type"), typed["start"]!.GetValue<int>(), typed["end"]!.GetValue<int>()));
    }

    [Fact]
    public void Nothing_is_completed_where_nothing_fits()
    {
        var found = FrontEnd.Ask(Channel.Shell, "complete_request", new JsonObject { ["code"] = "Get-Qqqqqq", ["cursor_pos"] = 10 });
        Assert.Equal(("ok", 0), (Text(found, "status"), found["matches"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("Get-AlexNetLayer", 5, "Get-AlexNetLayer")]
    [InlineData("Get-AlexNetLayer -Architecture paper", 20, "-Architecture")]
    [InlineData("Get-AlexNetLayer -Architecture paper", 33, "SYNTAX")]
    [InlineData("$inspected", 4, "System.Object[]")]
    public void A_word_is_explained(string code, int cursor, string text)
    {
        FrontEnd.Run("$inspected = 1, 2");
        var found = FrontEnd.Ask(Channel.Shell, "inspect_request", new JsonObject { ["code"] = code, ["cursor_pos"] = cursor, ["detail_level"] = 0 });
        Assert.True(found["found"]!.GetValue<bool>());
        Assert.Contains(text, found["data"]!["text/plain"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("Get-Nothing")]
    [InlineData("")]
    [InlineData("1 + 1")]
    [InlineData("$nothing")]
    public void What_is_not_known_is_not_explained(string code) =>
        Assert.False(FrontEnd.Ask(Channel.Shell, "inspect_request", new JsonObject { ["code"] = code, ["cursor_pos"] = 3 })["found"]!.GetValue<bool>());

    [Theory]
    [InlineData("1 + 1", "complete", null)]
    [InlineData("", "complete", null)]
    [InlineData("if ($true) {", "incomplete", "    ")]
    [InlineData("  foreach ($i in 1) {\n    $i", "incomplete", "    ")]
    [InlineData("'open", "incomplete", "")]
    [InlineData("Get-ChildItem |", "incomplete", "    ")]
    [InlineData("}", "invalid", null)]
    [InlineData("if (1) { 2 } else else", "invalid", null)]
    public void The_parser_knows_what_is_complete(string code, string status, string? indent)
    {
        var found = FrontEnd.Ask(Channel.Shell, "is_complete_request", new JsonObject { ["code"] = code });
        Assert.Equal((status, indent), (Text(found, "status"), found["indent"]?.GetValue<string>()));
    }

    [Fact]
    public void History_has_a_tail_a_range_and_a_search()
    {
        int first = FrontEnd.Run("10 + 1").Count;
        FrontEnd.Run("10 + 2");
        FrontEnd.Run("10 + 1");
        Assert.Equal(["10 + 2", "10 + 1"], Codes(new JsonObject { ["hist_access_type"] = "tail", ["n"] = 2 }));
        Assert.Equal(["10 + 1", "10 + 2"], Codes(new JsonObject { ["hist_access_type"] = "range", ["session"] = 0, ["start"] = first, ["stop"] = first + 2 }));
        Assert.Equal(["10 + 2", "10 + 1"], Codes(new JsonObject { ["hist_access_type"] = "search", ["pattern"] = "10 ? *", ["unique"] = true }));
        var withOutput = FrontEnd.Ask(Channel.Shell, "history_request", new JsonObject { ["hist_access_type"] = "tail", ["n"] = 1, ["output"] = true })["history"]![0]![2]!;
        Assert.Equal(("10 + 1", "11"), (withOutput[0]!.GetValue<string>(), withOutput[1]!.GetValue<string>()));
    }

    [Fact]
    public void There_are_no_comms()
    {
        Assert.Empty(FrontEnd.Ask(Channel.Shell, "comm_info_request", [])["comms"]!.AsObject());
        string id = FrontEnd.Send(Channel.Shell, "comm_open", new JsonObject { ["comm_id"] = "c7", ["target_name"] = "jupyter.widget", ["data"] = new JsonObject() });
        Assert.Equal("c7", Assert.Single(FrontEnd.Broadcast(id), message => message.Type == "comm_close").Text("comm_id"));
    }

    private IEnumerable<string> Codes(JsonObject question) => FrontEnd.Ask(Channel.Shell, "history_request", question)["history"]!.AsArray().Select(entry => entry![2]!.GetValue<string>());

    private static string? Text(JsonNode content, string name) => content[name]?.GetValue<string>();

    [Theory]
    [InlineData("complete_request", "Wait-Long -Name ")]
    [InlineData("inspect_request", "$endless")]
    public void Completion_and_inspection_are_interrupted(string type, string code)
    {
        FrontEnd.Run("""
            function Wait-Long { param($Name) }
            Register-ArgumentCompleter -CommandName Wait-Long -ParameterName Name -ScriptBlock { while ($true) { } }
            $endless = [pscustomobject]@{ A = 1 }
            $endless.PSObject.Properties.Add([psscriptproperty]::new('B', { while ($true) { } }))
            """);
        FrontEnd.Send(Channel.Shell, type, new JsonObject { ["code"] = code, ["cursor_pos"] = code.Length });
        // It may not have begun when the first one comes.
        Heard? answer = null;
        for (int i = 0; i < 100 && answer is null; i++)
        {
            FrontEnd.Ask(Channel.Control, "interrupt_request", []);
            answer = FrontEnd.TryReceive(Channel.Shell, TimeSpan.FromMilliseconds(200));
        }
        Assert.Equal(type.Replace("request", "reply"), answer?.Type);
        Assert.Equal("42", FrontEnd.Run("6 * 7").Shown[0].Data("text/plain"));
    }
}
