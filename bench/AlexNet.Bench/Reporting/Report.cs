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
    public void Save(string path)
    {
        var temporary = path + ".tmp";
        File.WriteAllText(temporary, _text.ToString());
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
