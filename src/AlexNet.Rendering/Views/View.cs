using System.Text;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Markup;

namespace AlexNet.Rendering.Views;

/// <summary>What there is to see of a result: drawings, tables and notes, as a part of a page, as a page of its own, and as plain text.</summary>
/// <param name="title">What it shows.</param>
public sealed class View(string title)
{
    private readonly List<(Drawing? Drawing, Table? Table, string? Text, bool IsTextOnly)> _parts = [];

    /// <summary>What it shows.</summary>
    public string Title { get; } = title;

    /// <summary>Whether the title stands above it; not where the drawing says it.</summary>
    public bool HasTitle { get; init; } = true;

    /// <summary>Its drawings.</summary>
    public IEnumerable<Drawing> Drawings => _parts.Select(part => part.Drawing).OfType<Drawing>();

    /// <summary>The sentences about it.</summary>
    public IEnumerable<string> Notes => _parts.Where(part => part.Text is not null && !part.IsTextOnly).Select(part => Plain(part.Text!));

    /// <summary>Adds a drawing.</summary>
    /// <param name="drawing">The drawing; null adds nothing.</param>
    /// <param name="text">What stands for it in plain text; nothing where what follows says it all.</param>
    public View Add(Drawing? drawing, string? text = null)
    {
        if (drawing is not null) _parts.Add((drawing, null, null, false));
        return text is null ? this : AddPart((null, null, text, true));
    }

    /// <summary>Adds a table; one without rows adds nothing.</summary>
    public View Add(Table table) => table.Rows.Count == 0 ? this : AddPart((null, table, null, false));

    /// <summary>Adds a sentence; null adds nothing.</summary>
    public View Note(string? text) => text is null ? this : AddPart((null, null, text, false));

    /// <summary>Plain text.</summary>
    public string ToText()
    {
        var text = new StringBuilder(Plain(Title)).Append('\n');
        foreach (var part in _parts)
            if (part.Table is not null) text.Append('\n').Append(part.Table.ToText());
            else if (part.Text is not null) text.Append('\n').Append(Plain(part.Text).TrimEnd()).Append('\n');
        return text.ToString();
    }

    /// <inheritdoc cref="ToText"/>
    public override string ToString() => ToText();

    /// <summary>An element for a page of somebody else's, as a notebook's cell is: with its own style sheet, which touches nothing else.</summary>
    public string ToHtml()
    {
        var markup = new MarkupWriter();
        HtmlPage.Write(markup, [this]);
        return markup.ToString();
    }

    internal void Write(MarkupWriter markup, bool withTitle)
    {
        markup.Open("section", ("aria-label", Title)).Break();
        if (withTitle && HasTitle) markup.Leaf("h2", Title).Break();
        foreach (var (drawing, table, text, isTextOnly) in _parts)
            if (drawing is not null) SvgWriter.Write(markup, drawing);
            else if (table is not null) table.Write(markup);
            else if (!isTextOnly) markup.Leaf("p", text!, ("class", "note")).Break();
        markup.Close();
    }

    private View AddPart((Drawing?, Table?, string?, bool) part)
    {
        _parts.Add(part);
        return this;
    }

    // Names come from files, and this goes to terminals: no escape sequence gets through. Line ends are ours.
    private static string Plain(string text) => string.Concat(text.Select(letter => char.IsControl(letter) && letter != '\n' ? ' ' : letter));
}
