using System.Text;

namespace AlexNet.Bench.Reporting;

/// <summary>A Markdown page that is printed as it grows.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();

    public void Heading(string text, int level = 2) => Add($"{new string('#', level)} {text}\n");

    public void Paragraph(string text) => Add(text + "\n");

    public void Table(MarkdownTable table) => Add(table.ToString());

    /// <summary>Replaces a file by the page, all or nothing.</summary>
    public void Save(string path) => Replace(path, _text.ToString());

    /// <summary>Replaces those sections of a page that this run measured again, each with a line that says when and where.</summary>
    /// <exception cref="InvalidOperationException">The page has no section of that name yet.</exception>
    public void SaveSections(string path, string measured)
    {
        var page = Sections(File.ReadAllText(path));
        foreach (var section in Sections(_text.ToString()).Skip(1))
        {
            var end = section.IndexOf('\n');
            var place = page.FindIndex(other => other.StartsWith(section[..(end + 1)], StringComparison.Ordinal));
            if (place < 0) throw new InvalidOperationException($"{path} has no section '{section[..end]}': run the whole benchmark with --write once");
            page[place] = $"{section[..end]}\n\nThis section was measured apart: {measured}.\n{section[(end + 1)..].TrimEnd()}\n\n";
        }
        Replace(path, string.Concat(page).TrimEnd() + "\n");
    }

    /// <summary>What stands before the first heading of the second level, then each of these with what follows it.</summary>
    private static List<string> Sections(string page)
    {
        var sections = new List<string>();
        var start = 0;
        for (int next; (next = page.IndexOf("\n## ", start, StringComparison.Ordinal)) >= 0; start = next + 1) sections.Add(page[start..(next + 1)]);
        sections.Add(page[start..]);
        return sections;
    }

    private static void Replace(string path, string text)
    {
        var temporary = path + ".tmp";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }

    private void Add(string block)
    {
        if (_text.Length > 0) Emit("\n");
        Emit(block);
    }

    private void Emit(string text)
    {
        _text.Append(text);
        Console.Write(text);
    }
}
