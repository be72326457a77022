using AlexNet.Shell.Repl;
using FsCheck.Xunit;

namespace AlexNet.Shell.Tests.Repl;

public sealed class HistoryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alexnet-history-");

    private string File => Path.Combine(_folder.FullName, "deep", "history.txt");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Entries_survive_the_session_and_leave_no_temporary_file()
    {
        new History(File).Add("Get-Help\n  -Name 'C:\\new'");
        Assert.Equal(["Get-Help\n  -Name 'C:\\new'"], new History(File).Entries);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public void Two_shells_keep_each_others_entries()
    {
        History one = new(File), two = new(File);
        one.Add("from one");
        two.Add("from two");
        Assert.Equal(["from one", "from two"], new History(File).Entries);
    }

    [Fact]
    public void Repeats_blanks_giants_and_secrets_are_not_kept()
    {
        var history = new History(File);
        foreach (string entry in new[] { "a", "a", "  ", new string('x', History.MaxEntryLength + 1), "$password = 'hush'" })
            history.Add(entry);
        Assert.Equal(["a", "$password = 'hush'"], history.Entries);
        Assert.Equal(["a"], new History(File).Entries);
    }

    [Fact]
    public void The_file_is_bounded()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllLines(File, Enumerable.Range(0, History.MaxEntries + 500).Select(i => $"entry {i}"));
        new History(File).Add("last");
        var entries = new History(File).Entries;
        Assert.Equal(History.MaxEntries, entries.Count);
        Assert.Equal("last", entries[^1]);
    }

    [Property]
    public bool What_is_escaped_comes_back(string? text)
    {
        string entry = (text ?? "").Replace("\r", "");
        string line = History.Escape(entry);
        return !line.Contains('\n') && History.Unescape(line) == entry;
    }
}
