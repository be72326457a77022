using AlexNet.Shell.Repl;

namespace AlexNet.Shell.Tests.Repl;

public class LineEditorTests
{
    private sealed class ScriptedKeys(IEnumerable<ConsoleKeyInfo> keys) : IKeys
    {
        private readonly Queue<ConsoleKeyInfo> _keys = new(keys);

        public bool Pending => false;

        public bool ControlCIsKey { get; private set; }

        bool IKeys.ControlCIsKey { set => ControlCIsKey = value; }

        public ConsoleKeyInfo Read()
        {
            Assert.True(ControlCIsKey);
            return _keys.Dequeue();
        }
    }

    private static IEnumerable<ConsoleKeyInfo> Type(string text) => text.Select(c => new ConsoleKeyInfo(c, ConsoleKey.None, false, false, false));

    private static ConsoleKeyInfo Key(ConsoleKey key, bool control = false, bool alt = false, bool shift = false) => new('\0', key, shift, alt, control);

    private static readonly ConsoleKeyInfo Enter = new('\r', ConsoleKey.Enter, false, false, false);

    private static ReadResult Edit(History? history, Func<string, int, Completions?>? complete, params IEnumerable<ConsoleKeyInfo>[] keys)
    {
        var screen = new StringWriter();
        return new LineEditor(new ScriptedKeys(keys.SelectMany(k => k)), new LineRenderer(screen.Write, () => 20))
        {
            History = new HistoryCursor(history ?? new History(null)),
            Complete = complete,
            IsIncomplete = Prompt.IsIncomplete,
            Colour = SyntaxColours.Of,
        }.Read("> ");
    }

    private static string Line(params IEnumerable<ConsoleKeyInfo>[] keys) => Edit(null, null, [.. keys, [Enter]]).Text;

    [Fact]
    public void Text_is_returned_on_enter() => Assert.Equal("Get-Help x", Line(Type("Get-Help x")));

    [Fact]
    public void The_cursor_moves_by_character_word_and_line()
    {
        Assert.Equal("abXc", Line(Type("abc"), [Key(ConsoleKey.LeftArrow)], Type("X")));
        Assert.Equal("one Xtwo", Line(Type("one two"), [Key(ConsoleKey.LeftArrow, control: true)], Type("X")));
        Assert.Equal("Xone twoY", Line(Type("one two"), [Key(ConsoleKey.A, control: true)], Type("X"), [Key(ConsoleKey.End)], Type("Y")));
    }

    [Fact]
    public void Text_is_removed_and_yanked()
    {
        Assert.Equal("ac", Line(Type("abc"), [Key(ConsoleKey.LeftArrow), Key(ConsoleKey.Backspace)]));
        Assert.Equal("bc", Line(Type("abc"), [Key(ConsoleKey.Home), Key(ConsoleKey.Delete)]));
        Assert.Equal("two one", Line(Type("one two"), [Key(ConsoleKey.W, control: true)], [Key(ConsoleKey.Home), Key(ConsoleKey.Y, control: true)], Type(" "),
            [Key(ConsoleKey.End), Key(ConsoleKey.Backspace)]));
        Assert.Equal("b", Line(Type("a"), [Key(ConsoleKey.U, control: true)], Type("b")));
        Assert.Equal("", Line(Type("abc"), [Key(ConsoleKey.Escape)]));
    }

    [Fact]
    public void A_character_of_several_code_units_is_one_step()
    {
        string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
        Assert.Equal("ab", Line(Type("a" + family), [Key(ConsoleKey.Backspace)], Type("b")));
    }

    [Fact]
    public void Incomplete_input_goes_on_in_another_line()
    {
        Assert.Equal("if (1) {\n2 }", Line(Type("if (1) {"), [Enter], Type("2 }")));
        Assert.Equal("'a\nb'", Line(Type("'a"), [Enter], Type("b'")));
    }

    [Fact]
    public void Up_moves_within_the_lines_before_it_recalls()
    {
        var history = new History(null);
        history.Add("old");
        var result = Edit(history, null, Type("{"), [Enter], Type("}"), [Key(ConsoleKey.UpArrow)], Type("X"), [Key(ConsoleKey.DownArrow)], [Enter]);
        Assert.Equal("{X\n}", result.Text);
    }

    [Fact]
    public void History_is_walked_and_the_draft_comes_back()
    {
        var history = new History(null);
        history.Add("one");
        history.Add("two");
        Assert.Equal("one", Edit(history, null, [Key(ConsoleKey.UpArrow), Key(ConsoleKey.UpArrow)], [Enter]).Text);
        Assert.Equal("draft", Edit(history, null, Type("draft"), [Key(ConsoleKey.UpArrow), Key(ConsoleKey.UpArrow), Key(ConsoleKey.DownArrow), Key(ConsoleKey.DownArrow)], [Enter]).Text);
        Assert.Equal("one", Edit(history, null, Type("n"), [Key(ConsoleKey.R, control: true)], [Enter]).Text);
    }

    [Fact]
    public void Tab_goes_round_the_matches_and_escape_takes_them_back()
    {
        static Completions Complete(string text, int cursor) => new(0, cursor, [new("Get-Alpha", "Get-Alpha"), new("Get-Beta", "Get-Beta"), new("Get-Gamma", "Get-Gamma")]);
        ConsoleKeyInfo tab = Key(ConsoleKey.Tab), back = Key(ConsoleKey.Tab, shift: true);
        Assert.Equal("Get-Alpha", Edit(null, Complete, Type("G"), [tab], [Enter]).Text);
        Assert.Equal("Get-Gamma", Edit(null, Complete, Type("G"), [tab, tab, tab], [Enter]).Text);
        Assert.Equal("Get-Alpha", Edit(null, Complete, Type("G"), [tab, tab, tab, tab], [Enter]).Text);
        Assert.Equal("Get-Gamma", Edit(null, Complete, Type("G"), [tab, back], [Enter]).Text);
        Assert.Equal("G", Edit(null, Complete, Type("G"), [tab, Key(ConsoleKey.Escape)], [Enter]).Text);
        Assert.Equal("Get-Beta x", Edit(null, Complete, Type("G"), [tab, tab], Type(" x"), [Enter]).Text);
    }

    [Fact]
    public void Control_c_cancels_and_control_d_leaves_an_empty_line()
    {
        Assert.Equal(ReadKind.Cancelled, Edit(null, null, Type("abc"), [Key(ConsoleKey.C, control: true)]).Kind);
        Assert.Equal(ReadKind.EndOfInput, Edit(null, null, [Key(ConsoleKey.D, control: true)]).Kind);
        Assert.Equal("ab", Line(Type("abc"), [Key(ConsoleKey.LeftArrow), Key(ConsoleKey.D, control: true)]));
    }

    [Fact]
    public void A_secret_never_reaches_the_screen()
    {
        var screen = new StringWriter();
        var editor = new LineEditor(new ScriptedKeys([.. Type("hidden"), Enter]), new LineRenderer(screen.Write, () => 80)) { Secret = true };
        Assert.Equal("hidden", editor.Read("Password: ").Text);
        Assert.Contains("******", screen.ToString());
        Assert.DoesNotContain("h", screen.ToString().Replace("Password", ""));
    }
}
